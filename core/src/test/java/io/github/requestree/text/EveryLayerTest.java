package io.github.requestree.text;

import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.export.CollapsedReport;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.shaping.Shaping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the collapsed stacks have, the text has as well: each method with the time of all that it
 * called, however the tree was shaped.
 */
class EveryLayerTest {

  private static final int TREES = 400;
  private static final double UNIT_MILLIS = 10;

  /** Of so many units each is one percent, so that none is too small to be shown. */
  private static final int MAX_UNITS = 100;

  private static final Pattern LINE =
      Pattern.compile("^  ([^0-9]*?) *([0-9.]+ m?s) +[<0-9]+%  ([^ ]+).*$");

  @Test
  void eachMethodIsInTheTextWithAllOfItsTimeIfEverythingIsShown() throws IOException {
    Shaping everything = Shaping.builder().showHidden(true).limit(10_000).build();
    for (int seed = 0; seed < TREES; seed++) {
      Profile profile = profileOf(randomLayers(seed)).build();
      String text = TextReport.builder().shaping(everything).build().toText(profile);

      assertThat(inText(text, "")).as("seed %s\n%s", seed, text).isEqualTo(collapsed(profile, ""));
    }
  }

  @Test
  void eachMethodOfTheApplicationIsInTheTextWithAllOfItsTimeIfLibrariesAreHidden()
      throws IOException {
    Shaping hidden = Shaping.builder().limit(10_000).build();
    for (int seed = 0; seed < TREES; seed++) {
      Profile profile = profileOf(randomLayers(seed)).build();
      String text = TextReport.builder().shaping(hidden).build().toText(profile);

      assertThat(inText(text, "App"))
          .as("seed %s\n%s", seed, text)
          .isEqualTo(collapsed(profile, "App"));
    }
  }

  /** A chain of layers that runs in rounds more often than not, with branches now and then. */
  private static CallNode randomLayers(int seed) {
    Random random = new Random(seed);
    int[] left = {MAX_UNITS - 1};
    return root("GET /", layer(random, left, random.nextInt(7), 40)).build();
  }

  private static CallNode layer(Random random, int[] left, int number, int depth) {
    String className =
        number < 5 ? "com.acme.App" + number : "org.springframework.aop.Lib" + number;
    int self = depth == 0 || random.nextInt(4) == 0 ? 1 : 0;
    boolean more = depth > 0 && left[0] > 4 && random.nextInt(20) > 0;
    self = more ? self : 1;
    left[0] -= self;
    CallNode.Builder node = method(className, "call", 1, self * UNIT_MILLIS);
    if (more) {
      int cycle = 1 + random.nextInt(4);
      boolean goesOn = random.nextInt(3) > 0;
      int next = goesOn ? (number + 1) % cycle : random.nextInt(7);
      node.addChild(layer(random, left, next, depth - 1));
      if (left[0] > 4 && random.nextInt(6) == 0) {
        node.addChild(layer(random, left, 6 - next, depth / 2));
      }
    }
    return node.build();
  }

  /** By method, the time of all stacks that it is on. */
  private static Map<String, BigDecimal> collapsed(Profile profile, String prefix)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CollapsedReport.create().write(profile, out);
    Map<String, BigDecimal> times = new TreeMap<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      int space = line.lastIndexOf(' ');
      BigDecimal nanos = new BigDecimal(line.substring(space + 1));
      String[] frames = line.substring(0, space).split(";");
      Set<String> names = new HashSet<>();
      for (String frame : List.of(frames).subList(1, frames.length)) {
        names.add(frame.replaceAll("^.*\\.([^.]+\\.[^.]+)$", "$1"));
      }
      names.stream()
          .filter(name -> name.startsWith(prefix))
          .forEach(name -> times.merge(name, nanos.movePointLeft(9), BigDecimal::add));
    }
    times.replaceAll((name, time) -> time.setScale(3));
    return times;
  }

  /** By method, the time of its outermost lines. */
  private static Map<String, BigDecimal> inText(String text, String prefix) {
    Map<String, BigDecimal> times = new TreeMap<>();
    List<String> path = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches() || matcher.group(3).equals("GET")) {
        continue;
      }
      int depth = matcher.group(1).length() / 3;
      path.subList(Math.min(path.size(), depth), path.size()).clear();
      String name = matcher.group(3);
      if (name.contains(".") && name.startsWith(prefix) && !path.contains(name)) {
        times.merge(name, seconds(matcher.group(2)), BigDecimal::add);
      }
      path.add(name);
    }
    return times;
  }

  private static BigDecimal seconds(String time) {
    String[] parts = time.split(" ", 2);
    return new BigDecimal(parts[0])
        .movePointLeft(parts[1].equals("ms") ? 3 : 0)
        .setScale(3, RoundingMode.UNNECESSARY);
  }
}
