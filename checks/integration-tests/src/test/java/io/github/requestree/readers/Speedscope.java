package io.github.requestree.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The speedscope application, in Chromium without a window. Its directory, {@code
 * …/node_modules/speedscope} after an npm install, is in the environment variable {@code
 * REQUESTREE_SPEEDSCOPE}.
 *
 * @param title the page's title: that of the file, if it could be read
 * @param profiles its table of profiles: the weight of each, as it prints it
 * @param rows its table of the active profile's functions, as far as they fit on its page
 */
record Speedscope(String title, Map<String, String> profiles, Map<String, Row> rows) {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 3;

  private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");
  private static final Pattern PROFILE =
      Pattern.compile(
          "<td[^>]*>\\d+</td><td[^>]*>(?:<span[^>]*>)*([^<]*)(?:</span>)*</td><td[^>]*>([^<]*)</td>");
  private static final Pattern ROW =
      Pattern.compile(
          "<td[^>]*>([^<]*) \\([^<]*<div[^>]*>(?:<div[^>]*></div>)*</div></td>"
              + "<td[^>]*>([^<]*) \\([^<]*<div[^>]*>(?:<div[^>]*></div>)*</div></td>"
              + "<td[^>]*><span[^>]*></span>([^<]*)</td>");

  /** The time of a function with what it called, and itself, as it prints them. */
  record Row(String total, String self) {}

  /** Opens a file. */
  static Speedscope open(Path file) throws Exception {
    String chromium = OtherProgram.find("chromium", "chromium-browser", "google-chrome");
    Path index = application().resolve("dist/release/index.html");
    if (!Files.exists(index)) {
      OtherProgram.missing("there is no speedscope in " + index);
    }
    // Opened from a file, it takes no data but from a script.
    Path script = file.resolveSibling(file.getFileName() + ".js");
    String data = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    Files.writeString(
        script, "speedscope.loadFileFromBase64('" + file.getFileName() + "', '" + data + "')");
    String url = index.toUri() + "#localProfilePath=" + script + "&view=sandwich";
    String page = page(file.getParent(), chromium, url);
    return new Speedscope(first(TITLE, page), profiles(page), rows(page));
  }

  private static Path application() {
    String directory = System.getenv("REQUESTREE_SPEEDSCOPE");
    return Path.of(
        directory == null
            ? OtherProgram.missing("REQUESTREE_SPEEDSCOPE does not say where speedscope is")
            : directory);
  }

  /**
   * The page once nothing moves any more. Now and then the browser never gets there, or writes the
   * page while the file is still being read, which takes no time by the page's clock.
   */
  private static String page(Path directory, String chromium, String url)
      throws IOException, InterruptedException {
    OtherProgram.Run run = null;
    for (int attempt = 0; attempt < ATTEMPTS && (run == null || !isRead(run.out())); attempt++) {
      List<String> command =
          List.of(
              chromium,
              "--headless",
              "--no-sandbox",
              "--disable-gpu",
              "--no-first-run",
              "--window-size=1200,2000",
              "--user-data-dir=" + Files.createTempDirectory(directory, "browser"),
              "--virtual-time-budget=5000",
              "--dump-dom",
              url);
      run = OtherProgram.run(directory, LONGEST, command);
    }
    assertThat(run).as("a page within %s", LONGEST).isNotNull();
    assertThat(run.exit()).as(run.err()).isZero();
    return run.out();
  }

  private static boolean isRead(String page) {
    return ROW.matcher(page).find();
  }

  private static Map<String, String> profiles(String page) {
    Map<String, String> profiles = new LinkedHashMap<>();
    Matcher matcher = PROFILE.matcher(page);
    while (matcher.find()) {
      profiles.put(unescaped(matcher.group(1)), matcher.group(2));
    }
    return profiles;
  }

  private static Map<String, Row> rows(String page) {
    Map<String, Row> rows = new LinkedHashMap<>();
    Matcher matcher = ROW.matcher(page);
    while (matcher.find()) {
      rows.put(unescaped(matcher.group(3)), new Row(matcher.group(1), matcher.group(2)));
    }
    return rows;
  }

  private static String first(Pattern pattern, String page) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(page);
    while (matcher.find()) {
      found.add(unescaped(matcher.group(1)));
    }
    assertThat(found).isNotEmpty();
    return found.get(0);
  }

  private static String unescaped(String html) {
    return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
