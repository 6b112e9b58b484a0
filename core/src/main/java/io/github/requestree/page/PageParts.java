package io.github.requestree.page;

import io.github.requestree.internal.Resources;
import io.github.requestree.profile.WaitKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts that are the same in every page: its script, its style, its body, and the policy that
 * lets a browser run these and nothing else. Immutable and thread-safe.
 *
 * @param head takes the policy, the title and the style
 * @param script all scripts in the order in which they need one another
 * @param style all styles
 * @param body the elements that the script fills
 * @param policy the content security policy
 */
record PageParts(String head, String script, String style, String body, String policy) {
  private static final List<String> SCRIPTS =
      Stream.of(
              ("dom figures names profile views measured search rows details address findings "
                      + "header difference tree boxes flame compared inverted timeline hot calls page")
                  .split(" ", -1))
          .map(name -> name + ".js")
          .toList();
  private static final List<String> STYLES =
      List.of("colours.css", "layout.css", "header.css", "tree.css", "charts.css", "tables.css");

  /** Reads them, which takes some milliseconds. */
  static PageParts load() {
    String script = waitKinds() + read(SCRIPTS);
    String style = read(STYLES) + colours();
    String policy =
        "default-src 'none'; script-src '"
            + hash(script)
            + "'; style-src '"
            + hash(style)
            + "'; img-src data:; base-uri 'none'; form-action 'none'";
    String head = read(List.of("head.html"));
    return new PageParts(head, script, style, read(List.of("body.html")), policy);
  }

  /** Names each wait kind and its family for the scripts. */
  private static String waitKinds() {
    return table("WAIT_KINDS", WaitKind::label) + table("FAMILIES", kind -> kind.family().name());
  }

  private static String table(String name, Function<WaitKind, String> value) {
    return Stream.of(WaitKind.values())
        .map(kind -> kind + ": \"" + value.apply(kind) + '"')
        .collect(Collectors.joining(", ", "const " + name + " = { ", " };\n"));
  }

  private static String colours() {
    return Stream.of(WaitKind.values())
        .map(kind -> "--" + kind + ": var(--family-" + kind.family() + ");")
        .collect(Collectors.joining(" ", ":root { ", " }\n"));
  }

  static String read(List<String> names) {
    return names.stream()
        .flatMap(name -> Resources.lines(PageParts.class, name).stream())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Returns how a policy names a script or style. */
  static String hash(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
