package io.github.requestree.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Knows what this build consists of: modules, artifacts, jars and tests. Immutable. */
record Reactor(
    List<String> modules,
    List<String> artifacts,
    Set<String> jars,
    Set<String> tests,
    Set<String> benchmarks) {

  private static final Pattern COMMAND =
      Pattern.compile("public String name\\(\\) \\{\\s+return \"(.+?)\";");

  static Reactor read() throws IOException {
    Document root = pom(Page.ROOT);
    String version = child(root.getDocumentElement(), "version");
    List<String> modules =
        Xml.elements(root, "module").stream().map(module -> module.getTextContent()).toList();
    List<String> artifacts = new ArrayList<>();
    Set<String> jars = new TreeSet<>();
    Set<String> tests = new TreeSet<>();
    for (String module : modules) {
      Document pom = pom(Page.ROOT.resolve(module));
      artifacts.add(
          "io.github.requestree:" + child(pom.getDocumentElement(), "artifactId") + ":" + version);
      for (Element name : Xml.elements(pom, "finalName")) {
        jars.add(module + "/target/" + name.getTextContent() + ".jar");
      }
      // A module of packaging pom has a pom alone.
      try (Stream<Path> files = Files.walk(Page.ROOT.resolve(module))) {
        files
            .filter(file -> file.startsWith(Page.ROOT.resolve(module).resolve("src")))
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith("Test.java") || name.endsWith("Contract.java"))
            .forEach(name -> tests.add(name.substring(0, name.length() - ".java".length())));
      }
    }
    return new Reactor(modules, artifacts, jars, tests, commands());
  }

  /** The names of the commands that the benchmarks have. */
  private static Set<String> commands() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Page.ROOT.resolve("checks/benchmarks/src/main/java"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        COMMAND
            .matcher(Files.readString(file))
            .results()
            .map((MatchResult name) -> name.group(1))
            .forEach(names::add);
      }
    }
    return names;
  }

  /** The group, artifact and version of an element of a pom. */
  static String coordinates(Element element) {
    return child(element, "groupId")
        + ":"
        + child(element, "artifactId")
        + ":"
        + child(element, "version");
  }

  private static Document pom(Path module) throws IOException {
    try {
      return Xml.parse(Files.readString(module.resolve("pom.xml")));
    } catch (SAXException e) {
      throw new IOException(module + " has no pom", e);
    }
  }

  private static String child(Element element, String name) {
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(name)) {
        return node.getTextContent().strip();
      }
    }
    return "";
  }
}
