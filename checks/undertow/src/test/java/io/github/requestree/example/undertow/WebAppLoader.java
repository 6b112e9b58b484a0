package io.github.requestree.example.undertow;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The class loader of a web application: what is inside it comes first. Thread-safe. */
final class WebAppLoader extends URLClassLoader {

  WebAppLoader(Path webApp) throws IOException {
    super(urls(webApp.resolve("WEB-INF")), WebAppLoader.class.getClassLoader());
  }

  private static URL[] urls(Path webInf) throws IOException {
    List<URL> urls = new ArrayList<>();
    Path classes = webInf.resolve("classes");
    if (Files.isDirectory(classes)) {
      urls.add(classes.toUri().toURL());
    }
    Path lib = webInf.resolve("lib");
    if (Files.isDirectory(lib)) {
      try (Stream<Path> jars = Files.list(lib)) {
        for (Path jar : jars.toList()) {
          urls.add(jar.toUri().toURL());
        }
      }
    }
    return urls.toArray(URL[]::new);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try {
        return findClass(name);
      } catch (ClassNotFoundException e) {
        return super.loadClass(name, resolve);
      }
    }
  }

  @Override
  public URL getResource(String name) {
    URL inside = findResource(name);
    return inside == null ? super.getResource(name) : inside;
  }
}
