package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.page.HtmlReport;
import io.github.requestree.profile.Profile;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, in a directory of its own that goes when it goes. */
final class Browser implements AutoCloseable {
  private static final Logger DRIVER_LOG = Logger.getLogger("org.openqa.selenium");
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int DELETIONS = 50;
  private static final Duration DELETION_GAP = Duration.ofMillis(100);

  private final Path directory;
  private final ChromeDriver driver;
  private String address = "";

  private Browser(Path chromium, Path chromedriver) throws IOException {
    // It warns of what it could not do with this version, none of which is done here.
    DRIVER_LOG.setLevel(Level.SEVERE);
    directory = Files.createTempDirectory("requestree-page");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + directory.resolve("user"));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.toFile())
            .usingAnyFreePort()
            .withTimeout(TIMEOUT)
            .build();
    driver = start(service, options);
    driver.manage().timeouts().pageLoadTimeout(TIMEOUT).scriptTimeout(TIMEOUT);
    driver.manage().window().setSize(new Dimension(1400, 900));
  }

  /** A browser, or an aborted test that says why there is none; a failed one where it must be. */
  static Browser open() throws IOException {
    return new Browser(installed("chromium"), installed("chromedriver"));
  }

  private static Path installed(String program) {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(directory -> Path.of(directory, program))
            .filter(Files::isExecutable)
            .findFirst();
    String reason = program + " is not installed";
    if (Boolean.parseBoolean(System.getenv("REQUESTREE_REQUIRE_TOOLS"))) {
      Assertions.assertTrue(found.isPresent(), reason + ", and REQUESTREE_REQUIRE_TOOLS is set");
    }
    Assumptions.assumeTrue(found.isPresent(), reason);
    return found.orElseThrow();
  }

  /** Shows the page of this profile, from a file. */
  void show(Profile profile) throws IOException {
    Path page = directory.resolve("page.html");
    try (OutputStream out = Files.newOutputStream(page)) {
      HtmlReport.create().write(profile, out);
    }
    go(page.toUri().toString());
  }

  /** Shows the page of their difference, from a file. */
  void showComparison(Profile before, Profile after) throws IOException {
    Path page = directory.resolve("page.html");
    try (OutputStream out = Files.newOutputStream(page)) {
      HtmlReport.create().writeComparison(before, after, out);
    }
    go(page.toUri().toString());
  }

  /** Opens an address; what the log holds from before is forgotten. */
  void go(String address) {
    driver.get("about:blank");
    logged(LogType.BROWSER);
    logged(LogType.PERFORMANCE);
    this.address = address;
    driver.get(address);
  }

  /** The address that was opened, without what a server is not asked for. */
  String address() {
    return address.replaceFirst("#.*", "");
  }

  /** Lets the page save files into a directory that goes with the browser. */
  Path downloads() {
    Path downloads = directory.resolve("downloads");
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", downloads.toString()));
    return downloads;
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** The texts of all elements that match, as they are seen, each on one line. */
  List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .map(element -> element.getText().replace('\n', ' '))
        .toList();
  }

  /** Waits until something matches. */
  void await(String selector) {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (count(selector) == 0) {
      assertThat(System.nanoTime() - end).as("time left for " + selector).isNegative();
      LockSupport.parkNanos(DELETION_GAP.toNanos());
    }
  }

  /** Waits until a script returns true. */
  void awaitTrue(String script) {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (!Boolean.TRUE.equals(run(script))) {
      assertThat(System.nanoTime() - end).as("time left for " + script).isNegative();
      LockSupport.parkNanos(DELETION_GAP.toNanos());
    }
  }

  int count(String selector) {
    return driver.findElements(By.cssSelector(selector)).size();
  }

  void click(String selector) {
    find(selector).click();
  }

  /** Clicks the element that matches and has this text. */
  void clickNamed(String selector, String text) {
    driver.findElements(By.cssSelector(selector)).stream()
        .filter(element -> element.getText().equals(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError(text + " is not in " + texts(selector)))
        .click();
  }

  /** The name in the row that has the focus. */
  String focusedName() {
    return driver.switchTo().activeElement().findElement(By.cssSelector(".name")).getText();
  }

  /** Presses keys where the focus is, one after the other. */
  void press(CharSequence... keys) {
    for (CharSequence key : keys) {
      driver.switchTo().activeElement().sendKeys(key);
    }
  }

  /** Replaces what a field holds. */
  void type(String selector, CharSequence text) {
    find(selector).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Runs a script that calls its last argument when it is done. */
  Object runAsync(String script, Object... arguments) {
    return driver.executeAsyncScript(script, arguments);
  }

  Map<String, Object> command(String name, Map<String, Object> parameters) {
    return driver.executeCdpCommand(name, parameters);
  }

  /** Shows pages as wide as this, in CSS pixels. */
  void width(int width) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Takes back what a test has set for the pages that it opened. */
  void asOpened() {
    command("Emulation.clearDeviceMetricsOverride", Map.of());
    dark(false);
  }

  void dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Drags over an element, from one share of its width to another. */
  void drag(String selector, double from, double to) {
    WebElement element = find(selector);
    int width = element.getSize().getWidth();
    new Actions(driver)
        .moveToElement(element, (int) (width * (from - 0.5)), 0)
        .clickAndHold()
        .moveToElement(element, (int) (width * (to - 0.5)), 0)
        .release()
        .perform();
  }

  /** Waits for the tab that was opened beside this one, and returns what it shows; closes it. */
  String titleOfNewTab() {
    String here = driver.getWindowHandle();
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (driver.getWindowHandles().size() < 2) {
      assertThat(System.nanoTime() - end).as("time left for a new tab").isNegative();
      LockSupport.parkNanos(DELETION_GAP.toNanos());
    }
    driver.getWindowHandles().stream()
        .filter(handle -> !handle.equals(here))
        .forEach(handle -> driver.switchTo().window(handle));
    awaitTrue("return document.readyState === 'complete' && location.href !== 'about:blank'");
    String title = driver.getTitle();
    driver.close();
    driver.switchTo().window(here);
    return title;
  }

  String title() {
    return driver.getTitle();
  }

  byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** What the console says since the page was opened, a violated policy included. */
  List<String> console() {
    return logged(LogType.BROWSER);
  }

  /** The addresses asked for since the page was opened. */
  List<String> requests() {
    List<String> addresses = new ArrayList<>();
    for (String message : logged(LogType.PERFORMANCE)) {
      if (message.contains("\"Network.requestWillBeSent\"")) {
        addresses.add(message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"));
      }
    }
    return addresses;
  }

  private List<String> logged(String type) {
    return driver.manage().logs().get(type).getAll().stream().map(LogEntry::getMessage).toList();
  }

  private ChromeDriver start(ChromeDriverService service, ChromeOptions options)
      throws IOException {
    try {
      return new ChromeDriver(service, options);
    } catch (RuntimeException e) {
      deleteDirectory();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    deleteDirectory();
  }

  /** Chromium's last processes may still write into it while they end. */
  private void deleteDirectory() throws IOException {
    for (int left = DELETIONS; Files.exists(directory); left--) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException | UncheckedIOException e) {
        if (left == 0) {
          throw e;
        }
        LockSupport.parkNanos(DELETION_GAP.toNanos());
      }
    }
  }
}
