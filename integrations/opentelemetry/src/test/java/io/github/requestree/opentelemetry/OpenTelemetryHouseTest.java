package io.github.requestree.opentelemetry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class OpenTelemetryHouseTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.requestree.opentelemetry");

  @Test
  void itSeesProfilesAndTheApiOfOpenTelemetryAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.github.requestree.opentelemetry",
            "io.github.requestree.findings",
            "io.github.requestree.profile",
            "io.opentelemetry.api..",
            "java.lang..",
            "java.util..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  @Test
  void nothingButTheServiceIsPublic() {
    assertThat(CLASSES)
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .extracting(JavaClass::getSimpleName)
        .containsExactly("OpenTelemetryIntegration");
  }
}
