package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.bookstore.BookServlet;
import org.junit.jupiter.api.Test;

/** An application is seen wherever its packages are, and the reader is told if it is not. */
public abstract class ApplicationContract extends ContainerContract {

  private static final Map<String, String> WITH_BUDGET = Map.of("maxOverhead", "100%");

  @Test
  void anApplicationInThePackageOfALibraryIsSeenByTheNamesOfItsClasses() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .servlet("/books", new BookServlet())
                .classInside(BookServlet.class)
                .webXml(WITH_BUDGET));

    get(container, "/books");

    Await.until(() -> "the report", () -> !log.messages().isEmpty());
    assertThat(log.messages().get(0))
        .contains("BookServlet.doGet")
        .contains("BookServlet.find")
        .doesNotContain("option show");
  }

  @Test
  void whereNothingOfTheApplicationIsSeenTheReaderIsToldOfTheOptionForThat() throws Exception {
    TestContainer container =
        start(new TestApplication().servlet("/books", new BookServlet()).webXml(WITH_BUDGET));

    get(container, "/books");

    Await.until(() -> "the report", () -> !log.messages().isEmpty());
    // The finding in the first line names the call that waits, whosever it is.
    String tree = log.messages().get(0).lines().skip(1).collect(Collectors.joining("\n"));
    assertThat(tree)
        .doesNotContain("BookServlet.find")
        .doesNotContain("doFilter")
        .contains("name them with the option show.\n");
  }
}
