package io.github.requestree.httpclient;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Calls the methods that {@link HttpClient} has since JDK 21, from code that is compiled for 17.
 * Before 21 it does the same as the defaults of that class. Stateless.
 */
final class ClientLifecycle {

  private static final @Nullable MethodHandle SHUTDOWN = find("shutdown", void.class);
  private static final @Nullable MethodHandle SHUTDOWN_NOW = find("shutdownNow", void.class);
  private static final @Nullable MethodHandle CLOSE = find("close", void.class);
  private static final @Nullable MethodHandle IS_TERMINATED = find("isTerminated", boolean.class);
  private static final @Nullable MethodHandle AWAIT_TERMINATION =
      find("awaitTermination", boolean.class, Duration.class);

  private ClientLifecycle() {}

  private static @Nullable MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(HttpClient.class, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  static void shutdown(HttpClient client) {
    run(SHUTDOWN, client);
  }

  static void shutdownNow(HttpClient client) {
    run(SHUTDOWN_NOW, client);
  }

  static void close(HttpClient client) {
    run(CLOSE, client);
  }

  static boolean isTerminated(HttpClient client) {
    try {
      return IS_TERMINATED != null && (boolean) IS_TERMINATED.invokeExact(client);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e);
    }
  }

  static boolean awaitTermination(HttpClient client, Duration duration)
      throws InterruptedException {
    try {
      return AWAIT_TERMINATION == null || (boolean) AWAIT_TERMINATION.invokeExact(client, duration);
    } catch (RuntimeException | Error | InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e);
    }
  }

  private static void run(@Nullable MethodHandle method, HttpClient client) {
    if (method == null) {
      return;
    }
    try {
      method.invokeExact(client);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e);
    }
  }
}
