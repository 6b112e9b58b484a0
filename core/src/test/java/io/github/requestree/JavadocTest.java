package io.github.requestree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Javadoc begins with a verb or a noun, and its sentences need one reading. */
class JavadocTest {

  private static final Path ROOT = Path.of("..");
  private static final Path MAIN = Path.of("src", "main", "java");
  private static final int MAX_WORDS = 30;

  /** A comment that begins with one of these answers a question that nobody has asked. */
  private static final Set<String> QUESTIONS = Set.of("What", "Who", "Whose", "How", "Why");

  @Test
  void noneBeginsWithAQuestion() {
    assertThat(all(JavadocTest::questions)).isEmpty();
  }

  @Test
  void noSentenceIsTooLong() {
    assertThat(all(JavadocTest::longSentences)).isEmpty();
  }

  @Test
  void bothAreFoundInASource() {
    String source =
        """
        /**
         * What a {@link Thing} does.
         *
         * @param first one two three
         */
        record Thing(int first) {
          /** Returns %s. */
          int second() {
            String notAComment = "/** How */";
          }
        }
        """
            .formatted("word ".repeat(MAX_WORDS).strip());

    assertThat(questions(Javadoc.in(source).get(0))).containsExactly("What a Thing does.");
    assertThat(Javadoc.in(source)).hasSize(2).element(1).extracting(Javadoc::line).isEqualTo(7);
    assertThat(longSentences(Javadoc.in(source).get(1))).hasSize(1);
    assertThat(longSentences(Javadoc.in(source).get(0))).isEmpty();
  }

  private static List<String> questions(Javadoc javadoc) {
    return QUESTIONS.contains(javadoc.firstWord()) ? javadoc.sentences().subList(0, 1) : List.of();
  }

  private static List<String> longSentences(Javadoc javadoc) {
    return javadoc.sentences().stream()
        .filter(sentence -> Javadoc.words(sentence) > MAX_WORDS)
        .toList();
  }

  private static List<String> all(Function<Javadoc, List<String>> faults) {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(300);
    return sources.stream()
        .flatMap(
            file ->
                Javadoc.in(read(file)).stream()
                    .flatMap(
                        javadoc ->
                            faults.apply(javadoc).stream()
                                .map(text -> file + ":" + javadoc.line() + " " + text)))
        .toList();
  }

  /** Returns the main sources of the modules, which are directories and their subdirectories. */
  private static List<Path> sources() {
    return Stream.concat(entries(ROOT), entries(ROOT).flatMap(JavadocTest::entries))
        .map(module -> module.resolve(MAIN))
        .filter(Files::isDirectory)
        .flatMap(JavadocTest::javaFiles)
        .sorted()
        .toList();
  }

  private static Stream<Path> entries(Path directory) {
    if (!Files.isDirectory(directory) || directory.getFileName().toString().startsWith(".git")) {
      return Stream.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> javaFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
