package io.github.requestree.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.docs.Page.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check of the docs fails where there is something to find, and says what and where. */
class ChecksTest {

  private static final Path EXAMPLE =
      Page.ROOT.resolve("example-routes/src/main/java/io/github/requestree/example");

  private static final List<String> PRINTED =
      List.of(
          "# printed by checks/print-trees: /lock, JDK 17.0.15, 2026-11-29",
          "--- GET /lock --- 200 in 1.002 s",
          "",
          "  1.00 s  100%  GET /lock",
          "  └─ 1.00 s  100%  LockRoute.lock  LockRoute.java:23");

  @Test
  void linesThatTheFileThatRunsThemDoesNotHave() throws IOException {
    String file = "checks/docs/src/test/java/io/github/requestree/docs/RunElsewhere.java";

    assertThat(runBy(file, "private RunElsewhere() {}")).isEmpty();
    assertThat(runBy(file, "private RunElsewhere() {")).singleElement().asString().contains(file);
    assertThat(runBy("none.java", "int i;")).singleElement().asString().contains("not there");
  }

  private static List<String> runBy(String file, String line) throws IOException {
    return RunElsewhere.errors(new Block("guide.md:1", "java", "run by: " + file, List.of(line)));
  }

  @Test
  void aSentenceOfTwentySixWords() {
    String words = "word ".repeat(25);

    assertThat(Prose.longSentences(Page.of("A " + words + ".")))
        .singleElement()
        .asString()
        .startsWith("docs/sample.md:1 has a sentence of 26 words");
    assertThat(Prose.longSentences(Page.of(words + ".\n\n- " + words + ".\n- " + words))).isEmpty();
    assertThat(Prose.longSentences(Page.of("One `two` [three](x.md). " + words))).isEmpty();
    assertThat(Prose.longSentences(Page.of("- An item that\n  " + words))).hasSize(1);
  }

  @Test
  void aLineOfTooManyColumns() {
    String line = "x".repeat(60) + " " + "y".repeat(40);

    assertThat(Prose.longLines(Page.of("short\n" + line)))
        .containsExactly("docs/sample.md:2 has 101 columns");
    assertThat(Prose.longLines(Page.of("| " + line + " |\n```text\n" + line + "\n```"))).isEmpty();
  }

  @Test
  void aLinkToNowhere() throws IOException {
    assertThat(Links.broken(Page.of("See [this](gone.md).")))
        .containsExactly("docs/sample.md:1 links to gone.md, which is no file");
    assertThat(Links.broken(Page.of("# A `title`, here\nSee [this](#a-title-there).")))
        .containsExactly("docs/sample.md:1 links to #a-title-there, which is no heading");
    assertThat(Links.broken(Page.of("# A `title`, here\n[x](#a-title-here) [y](../README.md)")))
        .isEmpty();
  }

  @Test
  void javaThatDoesNotCompile(@TempDir Path output) throws IOException {
    List<Block> blocks =
        Page.of(
                """
                ```java
                ProfilingOptions.builder().slowerThen(Duration.ofMillis(500))
                ```
                ```java
                ProfilingOptions.builder().slowerThan(Duration.ofMillis(500))
                ```
                """)
            .blocks();

    assertThat(JavaSnippets.errors(blocks, output))
        .singleElement()
        .asString()
        .startsWith("docs/sample.md:1 does not compile")
        .contains("slowerThen");
  }

  @Test
  void xmlThatNobodyTakes() throws IOException {
    List<String> artifacts = Reactor.read().artifacts();
    String dependency =
        "<dependency><groupId>io.github.requestree</groupId><artifactId>%s</artifactId>"
            + "<version>0.1.0-SNAPSHOT</version></dependency>";

    assertThat(Xml.errors(block("<filter><a></filter>"), artifacts)).hasSize(1);
    assertThat(Xml.errors(block(dependency.formatted("requestree-jdbk")), artifacts))
        .containsExactly(
            "docs/sample.md:1 has io.github.requestree:requestree-jdbk:0.1.0-SNAPSHOT,"
                + " which is not built here");
    assertThat(Xml.errors(block(dependency.formatted("requestree-jdbc")), artifacts)).isEmpty();
    assertThat(Xml.errors(block("<filter-class>a.Gone</filter-class>"), artifacts)).hasSize(1);
    assertThat(Xml.errors(block("<configuration><appendr/></configuration>"), artifacts))
        .hasSize(1);
  }

  @Test
  void gradleAndKotlinThatNobodyCompiles() throws IOException {
    Reactor reactor = Reactor.read();

    assertThat(
            Kotlin.errors(
                block("implementation(\"io.github.requestree:requestree:9.9\")"), reactor))
        .hasSize(1);
    assertThat(Kotlin.errors(block("class Unknown {\n}\n"), reactor))
        .containsExactly("docs/sample.md:1 is not compiled in checks/kotlin");
  }

  @Test
  void shellThatNamesWhatIsNotThere() throws IOException {
    Reactor reactor = Reactor.read();

    assertThat(Shell.errors(block("if true; then"), reactor)).hasSize(1);
    assertThat(Shell.errors(block("mvn -q -pl jetty-exampel -am package"), reactor))
        .containsExactly("docs/sample.md:1 names module jetty-exampel, which is not built");
    assertThat(Shell.errors(block("java -jar core/target/demo.jar"), reactor)).hasSize(1);
    assertThat(
            Shell.errors(block("java -jar checks/benchmarks/target/benchmarks.jar bench"), reactor))
        .containsExactly("docs/sample.md:1 names bench, which is no command of benchmarks");
    assertThat(Shell.errors(block("mvn -pl core test -Dtest=GoneTest"), reactor)).hasSize(1);
    assertThat(Shell.errors(block("checks/print-tree"), reactor)).hasSize(1);
    assertThat(Shell.errors(block("mvn verfy"), reactor)).hasSize(1);
    assertThat(
            Shell.errors(block("mvn -q -DskipTests -pl core,jetty-example -am package"), reactor))
        .isEmpty();
  }

  @Test
  void optionsThatAFilterRefuses() {
    assertThat(Settings.errors(block("slowerThen=500ms")))
        .containsExactly("docs/sample.md:1 has option slowerThen, which does not exist");
    assertThat(Settings.errors(block("interval=5")))
        .singleElement()
        .asString()
        .contains("interval is '5'");
    assertThat(Settings.errors(block("slowerThan=500ms\nspring.some.key=1"))).isEmpty();
  }

  @Test
  void aTreeThatNobodyPrinted() throws IOException {
    String tree = "--- GET /lock --- 200 in 1.002 s\n…\n  └─ 1.00 s  100%%  LockRoute.%s  %s";
    Block invented = block(tree.formatted("unlock", "LockRoute.java:23"));

    assertThat(PrintedTrees.isTree(invented)).isTrue();
    assertThat(PrintedTrees.errors(invented))
        .containsExactly("docs/sample.md:1 is a tree and does not say what printed it");
    assertThat(PrintedTrees.errors(invented, PRINTED))
        .containsExactly(
            "docs/sample.md:1 shows a line that was not printed there:"
                + "   └─ 1.00 s  100%  LockRoute.unlock  LockRoute.java:23");
    assertThat(PrintedTrees.errors(block(tree.formatted("lock", "LockRoute.java:23")), PRINTED))
        .isEmpty();
    assertThat(PrintedTrees.errors(block(PRINTED.get(1) + "\n" + PRINTED.get(3)), PRINTED))
        .as("what is left out has a line that says so")
        .hasSize(1);
    assertThat(PrintedTrees.errors(block(""), PRINTED)).hasSize(1);
  }

  @Test
  void aReportWithOtherWordsThanThePrintedOnes() {
    List<String> printed =
        List.of("  at 14:55   seen every 1.0 ms (4 stacks, 171 checks)   cost 6.0 ms");
    List<String> today =
        List.of("  at 14:55   noticed every 2.0 ms (1 stack, 1 check)   id 0ab1   cost 1 ms");

    assertThat(PrintedTrees.wordsOfMeasurements(printed))
        .containsExactly("check", "cost", "every", "seen", "stack");
    assertThat(PrintedTrees.wordsOfMeasurements(today))
        .containsExactly("check", "cost", "every", "noticed", "stack");
  }

  @Test
  void aPrintOfSourcesThatAreNoLongerSo() throws IOException {
    List<String> older =
        List.of(
            "# printed by somebody",
            "  └─ 1.00 s  100%  LockRoute.lock  LockRoute.java:9999",
            "  └─ 1.00 s  100%  LockRoute.unlock  LockRoute.java:23");

    assertThat(PrintedTrees.errorsOfFile("lock.txt", older, EXAMPLE)).hasSize(3);
    assertThat(PrintedTrees.errorsOfFile("lock.txt", PRINTED, EXAMPLE)).isEmpty();
  }

  private static Block block(String text) {
    return new Block("docs/sample.md:1", "text", "", text.lines().toList());
  }
}
