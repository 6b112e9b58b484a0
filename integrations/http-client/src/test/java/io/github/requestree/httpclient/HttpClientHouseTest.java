package io.github.requestree.httpclient;

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
class HttpClientHouseTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.requestree.httpclient");

  @Test
  void itSeesTheFaceOfTheEngineAndTheJdkAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.github.requestree.httpclient",
            "io.github.requestree.profile",
            "io.github.requestree.sampling",
            "java..",
            "javax.net.ssl",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  @Test
  void whatUsersSeeIsTheWrapperAndTheCall() {
    List<String> found =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::getSimpleName)
            .toList();

    assertThat(found).containsExactlyInAnyOrder("ProfiledHttpClient", "RemoteCall");
  }
}
