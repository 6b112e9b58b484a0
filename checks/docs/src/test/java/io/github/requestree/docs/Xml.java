package io.github.requestree.docs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import io.github.requestree.docs.Page.Block;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Tries the XML of the docs: it is well-formed, its own artifacts are built here, its classes are
 * on the class path, and logback takes its configuration.
 */
final class Xml {

  private static final List<String> CLASSES = List.of("filter-class", "servlet-class");

  private Xml() {}

  static List<String> errors(Block block, List<String> artifacts) throws IOException {
    List<String> errors = new ArrayList<>();
    Document document;
    try {
      document = parse("<snippet>" + block.text() + "</snippet>");
    } catch (SAXException e) {
      return List.of(block.at() + " is not well-formed: " + e.getMessage());
    }
    for (Element dependency : elements(document, "dependency")) {
      String artifact = Reactor.coordinates(dependency);
      if (artifact.startsWith("io.github.requestree:") && !artifacts.contains(artifact)) {
        errors.add(block.at() + " has " + artifact + ", which is not built here");
      }
    }
    for (String name : CLASSES) {
      for (Element element : elements(document, name)) {
        try {
          Class.forName(element.getTextContent().strip());
        } catch (ClassNotFoundException e) {
          errors.add(block.at() + " names a class that does not exist: " + e.getMessage());
        }
      }
    }
    if (!elements(document, "configuration").isEmpty()) {
      errorOfLogback(block.text()).ifPresent(said -> errors.add(block.at() + ": " + said));
    }
    return errors;
  }

  private static Optional<String> errorOfLogback(String configuration) {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(
          new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
    } catch (JoranException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } finally {
      context.stop();
    }
    return context.getStatusManager().getCopyOfStatusList().stream()
        .filter(status -> status.getLevel() >= Status.WARN)
        .map(Status::getMessage)
        .findFirst();
  }

  static Document parse(String text) throws SAXException, IOException {
    try {
      DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(text)));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
