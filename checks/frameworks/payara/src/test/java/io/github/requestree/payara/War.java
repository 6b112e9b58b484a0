package io.github.requestree.payara;

import com.example.shop.OrderServlet;
import io.github.requestree.servlet.ProfilingFilter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A plain web application, as the README and the guide say: three jars and lines of web.xml. */
final class War {

  private static final Path README = Path.of("..", "..", "..", "README.md");
  private static final Pattern FILTER = Pattern.compile("```xml\n(<filter>.*?)```", Pattern.DOTALL);

  private War() {}

  static void write(Path war) throws IOException, URISyntaxException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      add(zip, "WEB-INF/web.xml", webXml().getBytes(StandardCharsets.UTF_8));
      Path classes = locationOf(OrderServlet.class);
      addFolder(zip, "WEB-INF/classes/", classes, classes.resolve("com"));
      add(zip, "WEB-INF/classes/logback.xml", Files.readAllBytes(classes.resolve("logback.xml")));
      addJar(zip, "requestree", ProfilingFilter.class);
      addJar(zip, "slf4j-api", org.slf4j.LoggerFactory.class);
      addJar(zip, "logback-classic", ch.qos.logback.classic.Logger.class);
      addJar(zip, "logback-core", ch.qos.logback.core.Appender.class);
    }
  }

  private static String webXml() throws IOException {
    Matcher lines = FILTER.matcher(Files.readString(README));
    if (!lines.find()) {
      throw new IOException("the README has no filter");
    }
    return "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">\n"
        + lines.group(1)
        + "</web-app>\n";
  }

  private static Path locationOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Adds the jar that has this class; a build that makes no jars has a folder of it. */
  private static void addJar(ZipOutputStream zip, String name, Class<?> type)
      throws IOException, URISyntaxException {
    Path location = locationOf(type);
    zip.putNextEntry(new ZipEntry("WEB-INF/lib/" + name + ".jar"));
    if (Files.isDirectory(location)) {
      ZipOutputStream jar = new ZipOutputStream(kept(zip));
      addFolder(jar, "", location, location);
      jar.finish();
    } else {
      Files.copy(location, zip);
    }
    zip.closeEntry();
  }

  private static OutputStream kept(OutputStream out) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        out.write(b);
      }

      @Override
      public void write(byte[] bytes, int start, int length) throws IOException {
        out.write(bytes, start, length);
      }
    };
  }

  private static void addFolder(ZipOutputStream zip, String prefix, Path base, Path folder)
      throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = base.relativize(file).toString().replace('\\', '/');
      add(zip, prefix + name, Files.readAllBytes(file));
    }
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
