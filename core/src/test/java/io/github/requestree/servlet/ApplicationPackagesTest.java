package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationPackagesTest {

  @TempDir Path directory;

  @Test
  void foldersAreLookedIntoOnlyWhereALibraryCouldBe() {
    // Of com/acme no answer is known to the fake: whoever asks for it fails.
    ServletContext context =
        context(
            Map.of(
                "", Set.of("com/", "org/", "app.properties", "Main.class"),
                "com/", Set.of("com/acme/"),
                "org/", Set.of("org/hibernate/"),
                "org/hibernate/", Set.of("org/hibernate/shop/"),
                "org/hibernate/shop/",
                    Set.of("org/hibernate/shop/A.class", "org/hibernate/shop/web/"),
                "org/hibernate/shop/web/", Set.of("org/hibernate/shop/web/B$C.class")));

    assertThat(ApplicationPackages.of(() -> context))
        .contains("org.hibernate.shop", "org.hibernate.shop.web")
        .doesNotContain("org.hibernate", "org.hibernate.shop.*");
  }

  @Test
  void whereTheContainerFailsNothingIsKnown() {
    assertThat(ApplicationPackages.of(() -> Fake.of(ServletContext.class, Map.of()))).isEmpty();
  }

  @Test
  void withoutClassesItIsThePackageOfTheMainClass() throws IOException {
    assertThat(ApplicationPackages.ofMainClass("org.hibernate.bookstore.Main --port 80"))
        .containsExactly("org.hibernate.bookstore.*");
    assertThat(ApplicationPackages.ofMainClass("shop.module/org.hibernate.shop.Main"))
        .containsExactly("org.hibernate.shop.*");
    assertThat(ApplicationPackages.ofMainClass("Main")).isEmpty();
    assertThat(ApplicationPackages.ofMainClass("")).isEmpty();
  }

  @Test
  void whatAContainerIsStartedWithIsNoApplication() throws IOException {
    for (String launcher :
        new String[] {
          "org.apache.catalina.startup.Bootstrap start",
          "org.eclipse.jetty.start.Main",
          "org.jboss.modules.Main -mp modules",
          "jdk.compiler/com.sun.tools.javac.launcher.Main Shop.java"
        }) {
      assertThat(ApplicationPackages.ofMainClass(launcher)).as(launcher).isEmpty();
    }
  }

  @Test
  void ofAJarTheManifestSaysWhatIsStarted() throws IOException {
    Path plain = jar("plain.jar", Map.of("Main-Class", "org.hibernate.shop.Main"));
    Path boot =
        jar(
            "boot.jar",
            Map.of(
                "Main-Class", "org.springframework.boot.loader.launch.JarLauncher",
                "Start-Class", "org.springframework.petclinic.Application"));

    assertThat(ApplicationPackages.ofMainClass(plain + " --port 80"))
        .containsExactly("org.hibernate.shop.*");
    assertThat(ApplicationPackages.ofMainClass(boot.toString()))
        .containsExactly("org.springframework.petclinic.*");
  }

  private Path jar(String name, Map<String, String> attributes) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach(manifest.getMainAttributes()::putValue);
    Path file = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.finish();
    }
    return file;
  }

  private static ServletContext context(Map<String, Set<String>> folders) {
    String start = "/WEB-INF/classes/";
    Map<String, Object> answers = new HashMap<>();
    folders.forEach(
        (folder, paths) -> {
          Set<String> below = new TreeSet<>();
          paths.forEach(path -> below.add(start + path));
          answers.put("getResourcePaths(" + start + folder + ")", below);
        });
    return Fake.of(ServletContext.class, answers);
  }
}
