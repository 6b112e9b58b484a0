package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Looks into the badge of a page, whose shadow root is closed to scripts. */
final class BadgeView {

  private static final long TIMEOUT_NANOS = 60_000_000_000L;
  private static final long GAP_NANOS = 50_000_000;

  private final Browser browser;

  BadgeView(Browser browser) {
    this.browser = browser;
  }

  /** Whether the page has one. */
  boolean isThere() {
    return root() != null;
  }

  /** Waits until an expression about {@code badge}, its root, is true. */
  void awaitTrue(String expression) {
    long end = System.nanoTime() + TIMEOUT_NANOS;
    while (root() == null || !Boolean.TRUE.equals(get(expression))) {
      assertThat(System.nanoTime() - end)
          .as("time left for " + expression + " in " + (root() == null ? "none" : text()))
          .isNegative();
      LockSupport.parkNanos(GAP_NANOS);
    }
  }

  String text() {
    return (String) get("badge.textContent");
  }

  /** What the closed badge says. */
  String face() {
    return (String) get("badge.querySelector('button').textContent");
  }

  /** The parts of the row that leads to this profile. */
  String row(String id, String part) {
    String link = "badge.querySelector('li a[href$=\"" + id + "\"]')";
    awaitTrue(link + " !== null");
    return (String) get("(" + link + ".querySelector('" + part + "')?.textContent ?? '')");
  }

  List<?> rows(String part) {
    return (List<?>)
        get("[...badge.querySelectorAll('li " + part + "')].map(one => one.textContent)");
  }

  /** Drags it to this point of the page's window. */
  void drag(int x, int y) {
    List<?> at =
        (List<?>)
            get(
                "((one) => [one.left + 10, one.top + 10])"
                    + "(badge.querySelector('button').getBoundingClientRect())");
    mouse("mousePressed", ((Number) at.get(0)).intValue(), ((Number) at.get(1)).intValue());
    mouse("mouseMoved", x + 50, y + 50);
    mouse("mouseMoved", x, y);
    mouse("mouseReleased", x, y);
  }

  private void mouse(String type, int x, int y) {
    browser.command(
        "Input.dispatchMouseEvent",
        Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1));
  }

  void press(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      browser.command(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code(key)));
    }
  }

  private static int code(String key) {
    return switch (key) {
      case "Escape" -> 27;
      case "ArrowLeft" -> 37;
      case "ArrowUp" -> 38;
      case "Tab" -> 9;
      default -> throw new IllegalArgumentException(key);
    };
  }

  /** The value of an expression about {@code badge}, the badge's root. */
  Object get(String expression) {
    Map<String, Object> resolved =
        browser.command("DOM.resolveNode", Map.of("backendNodeId", root()));
    Map<String, Object> result =
        browser.command(
            "Runtime.callFunctionOn",
            Map.of(
                "functionDeclaration",
                "function() { const badge = this; return " + expression + " }",
                "objectId",
                map(resolved.get("object")).get("objectId"),
                "returnByValue",
                true));
    assertThat(result).doesNotContainKey("exceptionDetails");
    return map(result.get("result")).get("value");
  }

  private Object root() {
    Map<String, Object> document =
        browser.command("DOM.getDocument", Map.of("depth", -1, "pierce", true));
    return root(map(document.get("root")));
  }

  private static Object root(Map<?, ?> node) {
    if ("requestree-badge".equals(node.get("localName"))) {
      Map<?, ?> root = map(((List<?>) node.get("shadowRoots")).get(0));
      assertThat(root.get("shadowRootType")).isEqualTo("closed");
      return root.get("backendNodeId");
    }
    if (node.get("children") instanceof List<?> children) {
      for (Object child : children) {
        Object found = root(map(child));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }
}
