package io.github.requestree.tools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reading knows nothing of commands, and neither of the engine. */
class ToolsHouseTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.requestree.tools");

  @Test
  void readingKnowsNoCommands() {
    noClasses()
        .that()
        .resideInAPackage("io.github.requestree.tools.reading")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.github.requestree.tools", "picocli..")
        .check(CLASSES);
  }

  @Test
  void keptProfilesNeedNoEngineAndNoContainer() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.github.requestree.sampling..",
            "io.github.requestree.servlet",
            "io.github.requestree.httpclient",
            "jakarta.servlet..")
        .check(CLASSES);
  }

  @Test
  void whatOthersMayUseIsTheReaderAndTheProgram() {
    List<String> found =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::getSimpleName)
            .toList();

    assertThat(found)
        .containsExactlyInAnyOrder("KeptProfile", "UnreadableProfileException", "Main");
  }
}
