package io.github.requestree.integration.page;

import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.text.TextReport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page folds libraries as the text does. */
@Tag("one-jdk")
class LibrariesPageTest extends BrowserTest {

  @Test
  void whatStaysVisibleOfLibrariesIsTheSameAsInTheText() throws IOException {
    CallNode lock =
        chain(
            "java.util.concurrent.Lock",
            "lock",
            method("jdk.misc.Unsafe", "park", 0, 300)
                .evidence(CallNode.Evidence.of(1, millis(290)))
                .build());
    CallNode byChance =
        method("java.util.HashMap", "get", 0, 300).evidence(CallNode.Evidence.of(3, 0)).build();
    CallNode json = chain("com.fasterxml.jackson.databind.ObjectWriter", "write", byChance);
    CallNode view =
        chain(
            "org.thymeleaf.TemplateEngine",
            "process",
            method("com.acme.shop.Dates", "format", 3, 300).build());
    CallNode reflection =
        method(
                "java.lang.reflect.Method",
                "invoke",
                9,
                5,
                chain("org.springframework.web.Dispatcher", "doService", lock, json, view))
            .build();
    Profile profile =
        profileOf(
                root("GET /", method("com.acme.shop.Shop", "list", 7, 0, reflection).build())
                    .build())
            .build();

    browser.show(profile);

    assertThat(browser.texts("#tree-rows .name"))
        .containsExactlyInAnyOrderElementsOf(namesIn(TextReport.create().toText(profile)))
        .contains("Unsafe.park", "ObjectWriter.write", "TemplateEngine.process", "Dates.format")
        .contains(
            "Dispatcher.doService", "[1 frame hidden] java", "[4 frames hidden] jackson, java")
        .doesNotContain("HashMap.get", "Method.invoke");
  }

  @Test
  void whereOnlyLibrariesWereSeenThePageSaysSo() throws IOException {
    CallNode file = method("org.apache.catalina.servlets.DefaultServlet", "doGet", 7, 300).build();

    browser.show(profileOf(root("GET /", file).build()).build());

    assertThat(browser.texts("#notes li"))
        .contains(
            "No code of the application was seen. If its packages count as those of libraries,"
                + " name them with the option show.");
  }

  /** Four calls of classes of a library that come to these. */
  private static CallNode chain(String className, String name, CallNode... children) {
    CallNode node = method(className + "D", "d", 4, 0, children).build();
    node = method(className + "C", "c", 3, 0, node).build();
    node = method(className + "B", "b", 2, 0, node).build();
    return method(className, name, 1, 0, node).build();
  }

  private static List<String> namesIn(String text) {
    return text.lines()
        .filter(line -> line.contains("%  ") && !line.contains(" one core"))
        .map(line -> line.substring(line.indexOf("%  ") + 3).split(" {3}", 2)[0].strip())
        .map(line -> line.startsWith("[") || line.startsWith("GET") ? line : line.split(" ", 2)[0])
        // As a browser shows it.
        .map(line -> line.replace("  ", " "))
        .toList();
  }
}
