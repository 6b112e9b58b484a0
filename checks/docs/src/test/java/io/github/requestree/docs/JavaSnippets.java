package io.github.requestree.docs;

import io.github.requestree.docs.Page.Block;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles the Java of the docs against the class path of these tests.
 *
 * <p>The convention: a block that begins with a declaration is the body of a class. A declaration
 * is an annotation, a modifier, {@code class} or a method. Any other block is the body of a method;
 * a chain of calls without its semicolon gets one. The class extends {@link Given}, which has the
 * names of the application. Usual types are imported. A comment before the block, {@code <!--
 * imports: a.b.C, a.b.D -->}, adds others or takes other ones of the same name. {@code <!-- not
 * compiled: reason -->} leaves out a block; {@code DocsTest} counts these. {@link RunElsewhere}
 * knows those that are compiled in other modules.
 */
final class JavaSnippets {

  private static final Pattern DECLARATION =
      Pattern.compile("(?:@\\w+|public|private|static|final|class|record|interface)\\b.*");
  private static final Pattern METHOD =
      Pattern.compile("\\w[\\w<>]* \\w+\\(.*\\) (?:throws .*)?\\{");

  private static final List<String> USUAL =
      List.of(
          "com.zaxxer.hikari.HikariDataSource",
          "io.github.requestree.export.*",
          "io.github.requestree.httpclient.*",
          "io.github.requestree.jdbc.*",
          "io.github.requestree.micrometer.*",
          "io.github.requestree.page.*",
          "io.github.requestree.profile.*",
          "io.github.requestree.routes.*",
          "io.github.requestree.sampling.*",
          "io.github.requestree.servlet.*",
          "io.github.requestree.shaping.*",
          "io.github.requestree.text.*",
          "io.micrometer.context.ContextSnapshotFactory",
          "io.micrometer.context.ContextExecutorService",
          "jakarta.servlet.*",
          "jakarta.servlet.http.*",
          "java.io.*",
          "java.net.URI",
          "java.net.http.HttpClient",
          "java.net.http.HttpRequest",
          "java.net.http.HttpResponse.BodyHandlers",
          "java.nio.file.*",
          "java.time.Duration",
          "java.util.*",
          "java.util.concurrent.*",
          "javax.sql.DataSource",
          "net.ttddyy.dsproxy.support.ProxyDataSourceBuilder",
          "org.apache.tomcat.util.descriptor.web.FilterDef",
          "org.apache.tomcat.util.descriptor.web.FilterMap",
          "org.eclipse.jetty.ee10.servlet.FilterHolder",
          "org.springframework.boot.jdbc.autoconfigure.DataSourceProperties",
          "org.springframework.boot.web.servlet.FilterRegistrationBean",
          "org.springframework.boot.web.servlet.ServletRegistrationBean",
          "org.springframework.context.annotation.Bean",
          "org.springframework.core.Ordered");

  /** Types that a package imported above has too; these are the ones that are meant. */
  private static final List<String> MEANT =
      List.of("io.github.requestree.profile.Profile", "java.nio.file.Path");

  private JavaSnippets() {}

  /** Returns the errors that javac finds in these blocks, each with its place. */
  static List<String> errors(List<Block> blocks, Path output) throws IOException {
    Map<String, Block> byClass = new TreeMap<>();
    List<JavaFileObject> sources = new ArrayList<>();
    for (Block block : blocks) {
      String name = "Snippet" + byClass.size();
      byClass.put("/" + name + ".java", block);
      sources.add(new Source(name, source(name, block)));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-Xmaxerrs",
            "1000",
            "-d",
            output.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    compiler.getTask(null, null, diagnostics, options, null, sources).call();

    List<String> errors = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        String at =
            diagnostic.getSource() == null
                ? "?"
                : byClass.get(diagnostic.getSource().toUri().getPath()).at();
        errors.add(at + " does not compile: " + diagnostic.getMessage(Locale.ROOT));
      }
    }
    return errors;
  }

  private static String source(String name, Block block) {
    StringBuilder source = new StringBuilder("package io.github.requestree.docs;\n");
    List<String> named = importsOf(block);
    for (String type : named) {
      source.append("import ").append(type).append(";\n");
    }
    for (String type : USUAL) {
      if (named.stream().noneMatch(other -> simple(other).equals(simple(type)))) {
        source.append("import ").append(type).append(";\n");
      }
    }
    for (String type : MEANT) {
      if (named.stream().noneMatch(other -> simple(other).equals(simple(type)))) {
        source.append("import ").append(type).append(";\n");
      }
    }
    String text = block.text().strip();
    source.append("abstract class ").append(name).append(" extends Given {\n");
    if (isDeclaration(text)) {
      source.append(text);
    } else {
      boolean ended = text.endsWith(";") || text.endsWith("}") || text.matches("(?s).*;\\s*//.*");
      source.append("void snippet() throws Throwable {\n").append(text);
      source.append(ended ? "\n}" : ";\n}");
    }
    return source.append("\n}\n").toString();
  }

  private static boolean isDeclaration(String text) {
    String first = text.lines().filter(line -> !line.startsWith("//")).findFirst().orElse("");
    return DECLARATION.matcher(first).matches() || METHOD.matcher(first).matches();
  }

  private static String simple(String type) {
    return type.endsWith("*") ? type : type.substring(type.lastIndexOf('.') + 1);
  }

  private static List<String> importsOf(Block block) {
    String comment = block.comment();
    return comment.startsWith("imports:")
        ? List.of(comment.substring("imports:".length()).strip().split("[,\\s]+", -1))
        : List.of();
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
