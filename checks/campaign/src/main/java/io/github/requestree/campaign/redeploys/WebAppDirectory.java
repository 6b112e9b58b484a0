package io.github.requestree.campaign.redeploys;

import io.github.requestree.campaign.redeploys.app.ShopServlet;
import io.github.requestree.jdbc.QueryListener;
import io.github.requestree.profile.Integration;
import io.github.requestree.servlet.ProfilesServlet;
import io.github.requestree.servlet.ProfilingFilter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.ttddyy.dsproxy.support.ProxyDataSource;

/** A web application on disk, with our library and the application's classes inside. */
final class WebAppDirectory {

  private WebAppDirectory() {}

  /** Writes it into an empty directory. */
  static void write(Path directory, boolean profiled) throws IOException, URISyntaxException {
    Path webInf = Files.createDirectories(directory.resolve("WEB-INF"));
    Files.writeString(webInf.resolve("web.xml"), webXml(profiled));
    Path lib = Files.createDirectory(webInf.resolve("lib"));
    for (Path library : libraries()) {
      Path jar = lib.resolve("library-" + library.toString().hashCode() + ".jar");
      if (Files.isDirectory(library)) {
        zip(library, jar);
      } else {
        Files.copy(library, jar);
      }
    }
    copyClass(ShopServlet.class, webInf.resolve("classes"));
  }

  /** Returns our artifacts with all integrations: from outside they would not fit those inside. */
  private static Set<Path> libraries() throws IOException, URISyntaxException {
    Set<Path> libraries = new LinkedHashSet<>();
    for (Class<?> type :
        List.of(ProfilingFilter.class, QueryListener.class, ProxyDataSource.class)) {
      libraries.add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
    String services = "META-INF/services/" + Integration.class.getName();
    for (URL url : ProfilingFilter.class.getClassLoader().resources(services).toList()) {
      String place = url.toString().replaceFirst("^jar:", "");
      libraries.add(
          Path.of(
              new URL(
                      place
                          .substring(0, place.length() - services.length())
                          .replaceFirst("!/$", ""))
                  .toURI()));
    }
    return libraries;
  }

  private static void zip(Path directory, Path jar) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new ZipEntry(directory.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
    }
  }

  private static void copyClass(Class<?> type, Path classes) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    Path copy = classes.resolve(name);
    Files.createDirectories(copy.getParent());
    try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
      Files.copy(in, copy);
    }
  }

  private static String webXml(boolean profiled) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
    %s  <servlet>
        <servlet-name>shop</servlet-name>
        <servlet-class>%s</servlet-class>
        <async-supported>true</async-supported>
      </servlet>
      <servlet-mapping>
        <servlet-name>shop</servlet-name>
        <url-pattern>/shop/*</url-pattern>
      </servlet-mapping>
    </web-app>
    """
        .formatted(profiled ? profiling() : "", ShopServlet.class.getName());
  }

  private static String profiling() {
    return """
      <filter>
        <filter-name>profiling</filter-name>
        <filter-class>%s</filter-class>
        <async-supported>true</async-supported>
        <init-param>
          <param-name>recentProfiles</param-name>
          <param-value>50</param-value>
        </init-param>
        <init-param>
          <param-name>maxOverhead</param-name>
          <param-value>100%%</param-value>
        </init-param>
      </filter>
      <filter-mapping>
        <filter-name>profiling</filter-name>
        <url-pattern>/*</url-pattern>
        <dispatcher>REQUEST</dispatcher>
        <dispatcher>ASYNC</dispatcher>
      </filter-mapping>
      <servlet>
        <servlet-name>profiles</servlet-name>
        <servlet-class>%s</servlet-class>
        <init-param>
          <param-name>access</param-name>
          <param-value>loopback</param-value>
        </init-param>
        <load-on-startup>1</load-on-startup>
      </servlet>
      <servlet-mapping>
        <servlet-name>profiles</servlet-name>
        <url-pattern>/profiles/*</url-pattern>
      </servlet-mapping>
    """
        .formatted(ProfilingFilter.class.getName(), ProfilesServlet.class.getName());
  }
}
