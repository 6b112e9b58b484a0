package io.github.requestree.micrometer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What this artifact takes of the engine, any user of it could take. */
class MicrometerHouseTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.requestree.micrometer");

  @Test
  void itSeesTheEngineWhatItMakesAndMicrometerAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.github.requestree.micrometer",
            "io.github.requestree.findings",
            "io.github.requestree.internal",
            "io.github.requestree.profile",
            "io.github.requestree.sampling",
            "io.github.requestree.httpclient",
            "io.micrometer.context..",
            "io.micrometer.common..",
            "io.micrometer.core.instrument..",
            "io.micrometer.observation..",
            "java.lang..",
            "java.net",
            "java.util..",
            "org.jspecify.annotations",
            "org.springframework.web.reactive.function.client")
        .check(CLASSES);
  }

  @Test
  void whatUsersSeeIsTheAccessorTheHandlerAndTheSink() {
    List<String> found =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::getSimpleName)
            .toList();

    assertThat(found)
        .containsExactlyInAnyOrder(
            "ProfileThreadLocalAccessor", "ProfileObservationHandler", "MetricsSink");
  }
}
