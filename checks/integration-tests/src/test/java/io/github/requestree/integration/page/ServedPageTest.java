package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.requestree.export.JsonReport;
import io.github.requestree.export.ReportFormat;
import io.github.requestree.page.HtmlReport;
import io.github.requestree.profile.Profile;
import io.github.requestree.text.TextReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page from a server that sends its policy as a header, too. */
class ServedPageTest extends BrowserTest {
  private static final Profile ORDERS = PageFixture.orders();
  private static final HtmlReport REPORT =
      HtmlReport.builder()
          .links(List.of(TextReport.create(), JsonReport.create()))
          .editorLink("idea://open?file={file}&line={line}")
          .build();

  private HttpServer server;
  private String injected = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/profiles/fixture", exchange -> answer(exchange, REPORT));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void itLinksToTheOtherFormatsBesideIt() {
    browser.go(address());
    browser.click("#save summary");
    assertThat(browser.texts("#downloads a")).containsExactly("txt", "json");
    assertThat(browser.run("return document.querySelector('#all-profiles').href"))
        .isEqualTo(address().replace("/fixture", "/"));
    assertThat(browser.run("return document.querySelector('#downloads a').href"))
        .isEqualTo(address() + ".txt");
    browser.click("#tab-flame");
    assertThat(browser.count("#flame-graph g")).isGreaterThan(5);
  }

  @Test
  void aPlaceLeadsToTheEditorWhereTheApplicationSaysHow() {
    browser.go(address());
    browser.clickNamed("#tree-rows .name", "Orders.render");
    assertThat(browser.find("#details dl a").getAttribute("href"))
        .isEqualTo("idea://open?file=com/acme/shop/Orders.java&line=40");
  }

  @Test
  void aScriptThatIsNotThePagesIsRefused() {
    injected = "<script>window.hacked = 1</script><p onclick='window.hacked = 2' id='bait'>x</p>";
    browser.go(address());
    browser.run("document.getElementById('bait').click()");
    assertThat(browser.run("return window.hacked")).isNull();
    assertThat(browser.console()).isNotEmpty().allMatch(line -> line.contains("Content Security"));
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/profiles/fixture";
  }

  private void answer(HttpExchange exchange, ReportFormat format) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    format.write(ORDERS, page);
    page.writeBytes(injected.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseHeaders().add("Content-Type", format.mediaType());
    exchange
        .getResponseHeaders()
        .add(
            "Content-Security-Policy",
            HtmlReport.contentSecurityPolicy() + "; frame-ancestors 'none'");
    exchange.sendResponseHeaders(200, page.size());
    exchange.getResponseBody().write(page.toByteArray());
    exchange.close();
  }
}
