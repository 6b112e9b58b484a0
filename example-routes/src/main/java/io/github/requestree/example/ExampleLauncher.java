package io.github.requestree.example;

import jakarta.servlet.ServletException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs an example from a command line until the process is told to stop. */
public final class ExampleLauncher {

  /** The path of the page of profiles. */
  static final String PROFILES = "/profiles";

  private static final int FAILED = 1;
  private static final int WRONG_ARGUMENT = 2;

  /** A container that can run the example. */
  @FunctionalInterface
  public interface Container {
    /** Starts it; it serves when this returns. */
    RunningExample start(ExampleArguments arguments) throws Exception;
  }

  private ExampleLauncher() {}

  /** Starts the container and returns when the process ends. */
  public static void run(String jar, Container container, String... words) {
    if (List.of(words).contains("--help")) {
      System.out.println("java -jar " + jar + " [arguments]");
      System.out.print(ExampleArguments.HELP);
      return;
    }
    try {
      ExampleArguments arguments = arguments(words);
      serve(container.start(arguments), arguments.profiling());
    } catch (Exception e) {
      ServletException refused = servletException(e);
      if (refused != null) {
        throw exit(WRONG_ARGUMENT, refused.getMessage());
      }
      throw exit(FAILED, "cannot start: " + rootCause(e));
    }
  }

  private static ExampleArguments arguments(String... words) {
    try {
      return ExampleArguments.parse(List.of(words));
    } catch (IllegalArgumentException e) {
      throw exit(WRONG_ARGUMENT, e.getMessage() + "; --help says what there is");
    }
  }

  private static void serve(RunningExample example, boolean profiling) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(example::close, "stop"));
    String address = "http://127.0.0.1:" + example.port();
    System.out.println("listening on " + address);
    if (profiling) {
      System.out.println("profiles at " + address + PROFILES);
    }
    Thread.currentThread().join(); // Not every container has a thread that keeps a JVM alive.
  }

  /** Returns the exception of the filter if it does not accept an init-param. */
  private static @Nullable ServletException servletException(@Nullable Throwable failure) {
    if (failure == null || failure instanceof ServletException) {
      return (ServletException) failure;
    }
    return servletException(failure.getCause());
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : rootCause(cause);
  }

  private static IllegalStateException exit(int status, @Nullable String why) {
    System.err.println(why);
    System.exit(status);
    return new IllegalStateException("unreachable");
  }
}
