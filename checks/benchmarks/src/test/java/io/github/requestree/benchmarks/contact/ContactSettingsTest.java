package io.github.requestree.benchmarks.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.benchmarks.contact.ContactSettings.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSettingsTest {

  @TempDir Path directory;
  private Path jar;

  @BeforeEach
  void makeJar() throws IOException {
    jar = Files.createFile(directory.resolve("demo.jar"));
  }

  private ContactSettings of(String... words) {
    return ContactSettings.of(
        Stream.concat(Stream.of("--demo", jar.toString()), Stream.of(words)).toList());
  }

  @Test
  void aQuickRunIsOneOfAllPartsOnTheRunningJdk() {
    ContactSettings settings = of("--quick");

    assertThat(settings.runs()).isEqualTo(1);
    assertThat(settings.parts()).containsExactly(Part.values());
    assertThat(settings.jdks()).containsExactly(Jdk.running());
  }

  @Test
  void aFullRunIsThree() {
    assertThat(of("--full").runs()).isEqualTo(3);
    assertThat(of("--full", "--runs", "5").runs()).isEqualTo(5);
  }

  @Test
  void partsCanBeChosen() {
    assertThat(of("--quick", "--part", "routes", "--part", "at-once").parts())
        .containsExactly(Part.ROUTES, Part.AT_ONCE);
  }

  @Test
  void aJdkIsFoundByItsHome() {
    Jdk running = Jdk.running();
    Jdk named = of("--quick", "--jdk", running.home().toString()).jdks().get(0);

    assertThat(named.feature()).isEqualTo(Runtime.version().feature());
    assertThat(named.toString()).isEqualTo("JDK " + Runtime.version().feature());
  }

  @Test
  void whatIsNotThereOrNotKnownIsNamed() {
    assertThatThrownBy(() -> of("--quick", "--jdk", directory.toString()))
        .hasMessageContaining("has no bin/java");
    assertThatThrownBy(() -> of("--quick", "--part", "all"))
        .hasMessageContaining("no part 'all'; there are routes, reloads, at-once");
    assertThatThrownBy(() -> of("--quick", "--runs", "0")).hasMessageContaining("at least one run");
    assertThatThrownBy(() -> of("--quick", "--demo")).hasMessageContaining("lacks its value");
    assertThatThrownBy(
            () -> ContactSettings.of(List.of("--quick", "--demo", directory + "/none.jar")))
        .hasMessageContaining("there is no " + directory + "/none.jar");
  }
}
