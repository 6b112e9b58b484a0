package io.github.requestree.pyroscope;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PyroscopeHouseTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.requestree.pyroscope");

  @Test
  void itSeesProfilesAndTheJdkAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.github.requestree.pyroscope",
            "io.github.requestree.export",
            "io.github.requestree.internal",
            "io.github.requestree.profile",
            "io.github.requestree.routes",
            "io.github.requestree.sampling.delivery",
            "java..",
            "javax.net.ssl",
            "org.jspecify.annotations",
            "org.slf4j")
        .check(CLASSES);
  }

  @Test
  void nothingButTheSinkIsPublic() {
    assertThat(CLASSES)
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .extracting(JavaClass::getSimpleName)
        .containsExactlyInAnyOrder("PyroscopeSink", "Builder");
  }
}
