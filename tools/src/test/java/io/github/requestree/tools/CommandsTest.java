package io.github.requestree.tools;

import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.export.CollapsedReport;
import io.github.requestree.export.DirectorySink;
import io.github.requestree.export.JsonReport;
import io.github.requestree.export.ReportFormat;
import io.github.requestree.page.HtmlReport;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.EventFixture;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileFixture;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.TextReport;
import io.github.requestree.tools.reading.KeptProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
  private static final String ONE_BY_ONE = "select sum(cents) from line where order_id = ?";
  private static final String JOIN = "select sum(cents) from line join orders";

  @TempDir private Path directory;

  /** What a command said, and its status. */
  private record Result(int status, String out, String err) {}

  @Test
  void showPrintsWhatTheLogHad() throws IOException {
    Profile profile = query("a1", 60, ONE_BY_ONE);

    assertThat(text("show", keep("a.json", profile)))
        .isEqualTo(TextReport.create().toText(profile));
  }

  @Test
  void showTakesOptionsOfTheTree() throws IOException {
    String file = keep("a.json", query("a1", 60, ONE_BY_ONE));

    assertThat(text("show", "--hide", "com.acme.*", file))
        .contains("No code of the application was seen.");
    assertThat(text("show", "--all-frames", file)).contains("Thread.sleep");
    assertThat(run("show", "--limit", "0", file))
        .returns(2, Result::status)
        .extracting(Result::err)
        .asString()
        .startsWith("requestree: limit is 0, but must be ");
  }

  @Test
  void convertWritesWhatTheFormatWouldHaveWritten() throws IOException {
    Profile profile = query("a1", 60, ONE_BY_ONE);
    String file = keep("a.json", profile);
    for (Formats format : Formats.values()) {
      ReportFormat report = format.in(Shaping.DEFAULT);
      Path named = directory.resolve("b" + report.fileSuffix());
      Path asked = directory.resolve("c");

      assertThat(run("convert", file, "-o", named.toString())).isEqualTo(new Result(0, "", ""));
      assertThat(run("convert", file, "--to", report.name(), "-o", asked.toString()).status())
          .isZero();

      assertThat(Files.readAllBytes(named)).as("%s", format).isEqualTo(bytes(report, profile));
      assertThat(Files.readAllBytes(asked)).as("%s", format).isEqualTo(bytes(report, profile));
    }
  }

  @Test
  void convertMustKnowWhatTo() throws IOException {
    String file = keep("a.json", query("a1", 60, ONE_BY_ONE));

    assertThat(run("convert", file))
        .isEqualTo(
            new Result(
                2,
                "",
                "requestree: give --to, or a name for --output that ends like one of the formats\n"));
    assertThat(run("convert", file, "--to", "pdf").status()).isEqualTo(2);
  }

  @Test
  void aProfileComparedWithItselfShowsNothing() throws IOException {
    String file = keep("a.json", query("a1", 60, ONE_BY_ONE));

    List<String> lines = text("compare", file, file).lines().toList();

    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("--- GET /query --- 605 ms, no difference");
  }

  @Test
  void aChangeOfQueriesNamesThem() throws IOException {
    String before = keep("a.json", query("a1", 60, ONE_BY_ONE));
    String after = keep("b.json", query("b2", 1, JOIN));

    String text = text("compare", before, after);

    assertThat(text)
        .startsWith("--- GET /query --- 15 ms, 590 ms less than before\n")
        .contains("-590 ms  Thread.sleep")
        .contains("-600 ms  [sql] " + ONE_BY_ONE + "  ×60, gone\n")
        .contains("+10 ms  [sql] " + JOIN + "  new ×1\n");
    assertThat(text("compare", after, before))
        .startsWith("--- GET /query --- 605 ms, 590 ms more than before\n");
  }

  @Test
  void aDifferenceIsAPageToo() throws IOException {
    Profile one = query("a1", 60, ONE_BY_ONE);
    Profile other = query("b2", 1, JOIN);
    String before = keep("a.json", one);
    String after = keep("b.json", other);
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    HtmlReport.create().writeComparison(one, other, page);

    run("compare", before, after, "-o", at("named.html"));
    run("compare", before, after, "--to", "html", "-o", at("asked"));

    assertThat(Files.readAllBytes(directory.resolve("named.html"))).isEqualTo(page.toByteArray());
    assertThat(Files.readAllBytes(directory.resolve("asked"))).isEqualTo(page.toByteArray());
    assertThat(run("compare", before, after, "--to", "pprof").err())
        .isEqualTo("requestree: a difference can be written as text or html alone\n");
  }

  @Test
  void aPageHasRoomForOneRoute() throws IOException {
    for (String side : List.of("before", "after")) {
      keep(side + "/1.json", query("a1", 60, ONE_BY_ONE));
      keep(side + "/2.json", ProfileFixture.request("GET", "/other", root("GET /other").build()));
    }

    assertThat(run("compare", at("before"), at("after"), "--to", "html"))
        .returns(2, Result::status)
        .extracting(Result::err)
        .asString()
        .startsWith("requestree: 2 routes are in both, but a page shows the difference of one")
        .hasLineCount(1);
  }

  @Test
  void directoriesAreComparedByTheMeanRequestOfEachRoute() throws IOException {
    for (int i = 0; i < 3; i++) {
      keep("before/" + i + ".json", query("a" + i, 60, ONE_BY_ONE));
    }
    keep("before/other.json", ProfileFixture.request("GET", "/other", root("GET /other").build()));
    keep("after/1.json", query("b1", 1, JOIN));
    keep("after/2.json", query("b2", 1, JOIN));

    assertThat(text("compare", at("before"), at("after")))
        .startsWith("--- GET /query --- 15 ms, 590 ms less than before\n")
        .contains("  before   605 ms on average of 3 requests   GET /query ")
        .contains("  after    15 ms on average of 2 requests   GET /query ")
        .contains("-590 ms  Thread.sleep")
        .contains("  ×60, gone\n")
        .doesNotContain("/other");
    assertThat(text("compare", at("before/0.json"), at("before")))
        .startsWith("--- GET /query --- 605 ms, no difference\n");
  }

  @Test
  void withoutARouteInBothThereIsNothingToCompare() throws IOException {
    keep("before/1.json", query("a1", 60, ONE_BY_ONE));
    keep("after/1.json", ProfileFixture.request("GET", "/other", root("GET /other").build()));

    assertThat(run("compare", at("before"), at("after")))
        .returns(2, Result::status)
        .extracting(Result::err)
        .asString()
        .endsWith(": there is nothing to compare\n");
  }

  @Test
  void aMergeHasTheTotalsOfAWindowOfWhichEveryRequestWasKept() throws IOException {
    Map<String, Profile> singles = new HashMap<>();
    DirectorySink kept =
        DirectorySink.builder(directory.resolve("kept"), JsonReport.create()).build();
    for (int i = 0; i < 40; i++) {
      String path = "/orders/" + i % 2;
      Profile single =
          ProfileFixture.request("GET", path, ProfileFixture.randomTree(i, 20))
              .withId("ab" + (100 + i));
      singles.put(single.id(), single);
      kept.accept(single);
    }
    List<Profile> window = new ArrayList<>();
    RouteTotals totals = RouteTotals.inFrontOf(window::add, Duration.ofHours(1));
    for (String file : Sources.files(List.of(at("kept")))) {
      Profile single = singles.get(file.replaceFirst(".*-(\\w+)\\.json", "$1"));
      totals.ended(
          new ProfileSink.End(single.name(), single.request(), single.durationNanos(), true));
      totals.accept(single);
    }
    totals.close();

    Result merged = run("merge", at("kept"), "--to", "json", "--into", at("routes"));

    assertThat(merged).isEqualTo(new Result(0, "", ""));
    List<Profile> read = new ArrayList<>();
    for (KeptProfile one : new Sources(System.in).readAll(List.of(at("routes")))) {
      read.add(one.profile());
    }
    assertThat(read).hasSize(2);
    for (Profile expected : window) {
      Profile found =
          read.stream().filter(one -> one.name().equals(expected.name())).findFirst().orElseThrow();
      assertThat(found.totals())
          .usingRecursiveComparison()
          .ignoringFields("worst")
          .isEqualTo(expected.totals());
      assertThat(found.durationNanos()).isEqualTo(expected.durationNanos());
      assertThat(found.cpuNanos()).isEqualTo(expected.cpuNanos());
      assertThat(bytes(CollapsedReport.create(), found))
          .isEqualTo(bytes(CollapsedReport.create(), expected));
    }
  }

  @Test
  void mergePrintsEachRoute() throws IOException {
    keep("kept/1.json", query("a1", 60, ONE_BY_ONE));
    keep("kept/2.json", query("a2", 60, ONE_BY_ONE));

    assertThat(text("merge", at("kept"))).startsWith("--- GET /query --- 2 requests in 1.210 s, ");
  }

  @Test
  void whatIsMergedAlreadyIsNotMergedAgain() throws IOException {
    keep("kept/1.json", query("a1", 60, ONE_BY_ONE));
    keep("kept/2.json", query("a2", 60, ONE_BY_ONE));
    run("merge", at("kept"), "-o", at("route.json"));

    Result again = run("merge", at("route.json"));

    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err())
        .endsWith(" has 2 requests of a route already, but only single ones can be merged\n");
    assertThat(text("compare", at("route.json"), at("kept/1.json")))
        .startsWith("--- GET /query --- 605 ms, no difference");
  }

  @Test
  void aRequestThatStillRanIsLeftOutAndSaidSo() throws IOException {
    keep("kept/1.json", query("a1", 60, ONE_BY_ONE));
    keep("kept/2.json", query("a2", 60, ONE_BY_ONE).toBuilder().stillRunning(true).build());

    Result merged = run("merge", at("kept"));

    assertThat(merged.out()).startsWith("--- GET /query --- 1 request in 0.605 s, ");
    assertThat(merged.err()).endsWith("2.json still ran, and is not merged\n");
  }

  @Test
  void topNamesTheSlowestAndGoesOnAfterABadFile() throws IOException {
    keep("kept/1.json", query("a1", 60, ONE_BY_ONE));
    keep("kept/2.json", query("b1", 1, JOIN));
    Files.writeString(directory.resolve("kept/3.json"), "{");

    Result top = run("top", at("kept"));

    assertThat(top.status()).isEqualTo(2);
    assertThat(top.err()).endsWith("3.json ends in the middle\n").hasLineCount(1);
    assertThat(top.out())
        .startsWith("2 profiles of 1 route\n\nslowest\n     605 ms  GET /query   ")
        .contains("\nby route\n     620 ms  GET /query   ×2   at most 605 ms")
        .contains("\nby finding\n     610 ms  query   ×2   at most 600 ms");
  }

  @Test
  void aDirectoryWithoutProfilesIsSaidSo() throws IOException {
    Files.createDirectories(directory.resolve("empty"));

    for (String command : List.of("top", "merge", "open")) {
      assertThat(run(command, at("empty")))
          .returns(2, Result::status)
          .extracting(Result::err)
          .asString()
          .endsWith("empty has no profiles: no file ends with .json\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "show", "convert", "compare", "merge", "top"})
  void eachCommandSaysWhatItIs(String command) {
    Result help = run(command, "--help");

    assertThat(help.status()).isZero();
    assertThat(help.out()).startsWith("Usage: requestree " + command + " ").contains("--help");
    assertThat(run(command, "--version").out()).startsWith("requestree-tools ");
    assertThat(run(command, "--mood"))
        .returns(2, Result::status)
        .returns("", Result::out)
        .extracting(Result::err)
        .asString()
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "show", "convert --to text", "merge", "top", "compare -"})
  void aFileThatIsNotThereIsOneLine(String command) throws IOException {
    String[] words = (command + " none.json").split(" ");

    Result refused =
        run(
            words[0].equals("compare")
                ? new String[] {"compare", "none.json", "none.json"}
                : words);

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).isEqualTo("requestree: none.json does not exist\n");
  }

  @Test
  void withoutACommandItSaysWhereToLook() {
    assertThat(run())
        .isEqualTo(new Result(2, "", "requestree: give a command, such as show; see --help\n"));
    assertThat(run("--help").out()).contains("directoryFormat=json");
  }

  /** A request of the demo: so many queries of 10 ms below one call, and 5 ms of work. */
  private static Profile query(String id, int count, String sql) {
    CallNode sleep =
        waiting("java.lang.Thread", "sleep", WaitKind.SLEEPING, 10.0 * count)
            .evidence(CallNode.Evidence.of(count, ProfileFixture.millis(10.0 * count)))
            .build();
    CallNode load = method("com.acme.Query", "load", 7, 0, sleep).build();
    long weight = ProfileFixture.millis(5);
    CallNode get =
        method("com.acme.Query", "get", 3, 5, load)
            .evidence(new CallNode.Evidence(1, 0, weight, weight, 0, 0, 0))
            .build();
    CallNode root = root("GET /query", get).build();
    return ProfileFixture.request("GET", "/query", root).toBuilder()
        .events(
            List.of(
                EventFixture.event("sql", sql)
                    .at("com.acme.Query", "load", 7)
                    .count(count)
                    .longestRun(count)
                    .totalNanos(ProfileFixture.millis(10.0 * count))
                    .build()))
        .build()
        .withId(id);
  }

  private String keep(String name, Profile profile) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes(JsonReport.create(), profile)).toString();
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }

  private static byte[] bytes(ReportFormat format, Profile profile) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(profile, out);
    return out.toByteArray();
  }

  /** Returns the text that a command writes into a file, where no terminal has a say. */
  private String text(String... arguments) throws IOException {
    Path file = directory.resolve("text.txt");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", file.toString()));
    assertThat(run(all.toArray(String[]::new))).isEqualTo(new Result(0, "", ""));
    return Files.readString(file);
  }

  private static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status = program.execute(arguments);
    return new Result(status, out.toString(), err.toString());
  }
}
