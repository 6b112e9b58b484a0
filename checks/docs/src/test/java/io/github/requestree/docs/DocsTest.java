package io.github.requestree.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.docs.Page.Block;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.text.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README, CONTRIBUTING and docs are true as far as a program can tell, and short. */
class DocsTest {

  private static final int MAX_LINES_OF_README = 150;
  private static final int MAX_LINES_OF_PERFORMANCE = 150;
  private static final int MAX_WORDS_OF_DOCS = 24_000;
  private static final int MAX_BLOCKS_NOT_COMPILED = 3;

  /** Languages of blocks that nothing tries: other programs' settings, answers and output. */
  private static final Set<String> SHOWN = Set.of("text", "sql", "json", "yaml", "nginx");

  private static final Set<String> TRIED =
      Set.of("java", "kotlin", "xml", "sh", "properties", "text", "");

  @Test
  void readmeIsReadInAMinute() throws IOException {
    assertThat(Page.read(Page.ROOT.resolve("README.md")).lines())
        .hasSizeLessThanOrEqualTo(MAX_LINES_OF_README);
  }

  @Test
  void docsAreNoBook() throws IOException {
    assertThat(Page.docs().stream().mapToInt(Page::words).sum())
        .isLessThanOrEqualTo(MAX_WORDS_OF_DOCS);
    assertThat(Page.read(Page.DOCS.resolve("performance.md")).lines())
        .hasSizeLessThanOrEqualTo(MAX_LINES_OF_PERFORMANCE);
  }

  @Test
  void proseIsWrapped() throws IOException {
    assertThat(onEachPage(Prose::longLines)).isEmpty();
  }

  @Test
  void sentencesAreReadOnce() throws IOException {
    assertThat(onEachPage(Prose::longSentences)).isEmpty();
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    assertThat(onEachPage(Links::broken)).isEmpty();
  }

  @Test
  void eachBlockSaysWhatItIs() throws IOException {
    for (Block block : blocks()) {
      assertThat(TRIED.contains(block.language()) || SHOWN.contains(block.language()))
          .as("%s is '%s'", block.at(), block.language())
          .isTrue();
    }
  }

  @Test
  void javaCompiles(@TempDir Path output) throws IOException {
    List<Block> blocks =
        blocks("java").stream()
            .filter(block -> !block.comment().startsWith("not compiled: "))
            .toList();

    assertThat(blocks).hasSizeGreaterThan(20);
    assertThat(blocks("java").size() - blocks.size()).isLessThanOrEqualTo(MAX_BLOCKS_NOT_COMPILED);
    assertThat(
            JavaSnippets.errors(
                blocks.stream().filter(block -> !RunElsewhere.is(block)).toList(), output))
        .isEmpty();
  }

  @Test
  void javaThatIsRunElsewhereIsThereLineByLine() throws IOException {
    assertThat(onEachBlock("java", RunElsewhere::errors)).isEmpty();
  }

  @Test
  void xmlIsTaken() throws IOException {
    List<String> artifacts = Reactor.read().artifacts();
    assertThat(onEachBlock("xml", block -> Xml.errors(block, artifacts))).isEmpty();
  }

  @Test
  void kotlinIsCompiledElsewhereOrNamesAnArtifact() throws IOException {
    Reactor reactor = Reactor.read();
    assertThat(onEachBlock("kotlin", block -> Kotlin.errors(block, reactor))).isEmpty();
  }

  @Test
  void shellNamesWhatExists() throws IOException {
    Reactor reactor = Reactor.read();
    assertThat(onEachBlock("sh", block -> Shell.errors(block, reactor))).isEmpty();
    for (String line : Files.readAllLines(Page.ROOT.resolve("CONTRIBUTING.md"))) {
      assertThat(Shell.named("CONTRIBUTING.md", line.replace('`', '\n'), reactor)).isEmpty();
    }
  }

  @Test
  void optionsStartAFilter() throws IOException {
    assertThat(onEachBlock("properties", Settings::errors)).isEmpty();
  }

  @Test
  void treesWerePrinted() throws IOException {
    List<String> errors = new ArrayList<>();
    int trees = 0;
    for (Block block : blocks()) {
      if (PrintedTrees.isTree(block)) {
        trees++;
        errors.addAll(PrintedTrees.errors(block));
      }
    }
    assertThat(errors).isEmpty();
    assertThat(trees).isGreaterThan(8);
    assertThat(
            PrintedTrees.errorsOfFiles(
                Page.ROOT.resolve("example-routes/src/main/java/io/github/requestree/example")))
        .isEmpty();
  }

  @Test
  void treesHaveTheWordsOfTodaysReports() throws IOException {
    Profile profile;
    try (Profiler profiler = Profiler.builder().sink(ignored -> {}).build()) {
      profile = profiler.start("nothing").stop();
    }
    List<String> report = TextReport.create().toText(profile).lines().toList();
    Set<String> today = PrintedTrees.wordsOfMeasurements(report);

    assertThat(today).as("%s", report).hasSizeGreaterThan(2);
    assertThat(PrintedTrees.wordsOfMeasurements())
        .as("run checks/print-trees, since reports have other words now")
        .containsAll(today);
  }

  private interface Check<T> {
    List<String> errors(T checked) throws IOException;
  }

  private static List<String> onEachPage(Check<Page> check) throws IOException {
    List<String> errors = new ArrayList<>();
    for (Page page : Page.all()) {
      errors.addAll(check.errors(page));
    }
    return errors;
  }

  private static List<String> onEachBlock(String language, Check<Block> check) throws IOException {
    List<String> errors = new ArrayList<>();
    for (Block block : blocks(language)) {
      errors.addAll(check.errors(block));
    }
    return errors;
  }

  private static List<Block> blocks(String language) throws IOException {
    return blocks().stream().filter(block -> block.language().equals(language)).toList();
  }

  private static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Page page : Page.all()) {
      blocks.addAll(page.blocks());
    }
    return blocks;
  }
}
