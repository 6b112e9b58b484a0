package io.github.requestree.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds links within the repository that lead nowhere. Asks nothing of the network. */
final class Links {

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern NOT_IN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N}_ -]");

  private Links() {}

  /** The links of a page to files or headings that are not there. */
  static List<String> broken(Page page) throws IOException {
    List<String> found = new ArrayList<>();
    String text = CODE.matcher(String.join("\n", page.outsideOfBlocks())).replaceAll("code");
    for (MatchResult link : LINK.matcher(text).results().toList()) {
      String target = link.group(1);
      if (target.startsWith("https://")) {
        continue;
      }
      int hash = target.indexOf('#');
      String path = hash < 0 ? target : target.substring(0, hash);
      Path file = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
      if (!path.isEmpty() && !Files.exists(file)) {
        found.add(page.at(1) + " links to " + target + ", which is no file");
      } else if (hash >= 0) {
        Page other = path.isEmpty() ? page : Page.read(file);
        if (!anchors(other).contains(target.substring(hash + 1))) {
          found.add(page.at(1) + " links to " + target + ", which is no heading");
        }
      }
    }
    return found;
  }

  /** The anchors of the headings, as GitHub makes them. */
  static Set<String> anchors(Page page) {
    Set<String> anchors = new TreeSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : page.outsideOfBlocks()) {
      if (line.matches("#{1,6} .*")) {
        String heading = line.replaceFirst("#+ ", "").strip().toLowerCase(Locale.ROOT);
        String anchor = NOT_IN_ANCHOR.matcher(heading).replaceAll("").replace(' ', '-');
        int before = seen.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? anchor : anchor + "-" + before);
      }
    }
    return anchors;
  }
}
