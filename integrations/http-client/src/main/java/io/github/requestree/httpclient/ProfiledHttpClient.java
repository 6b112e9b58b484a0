package io.github.requestree.httpclient;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Notes each call in the profile of the request that makes it, as {@link RemoteCall} describes.
 * Everything else is left to the wrapped client. As thread-safe as that one.
 *
 * <p>The time of a call runs until {@code send} returns or the future of {@code sendAsync}
 * completes. A call with redirects is one call: it has the address that was asked for and the
 * status of the last answer. WebSockets are not noted.
 */
public final class ProfiledHttpClient extends HttpClient {

  private final HttpClient client;

  /** True if futures derived from the client's are cancelled as its own are. */
  private final boolean derivedFuturesCancel;

  private ProfiledHttpClient(HttpClient client) {
    this.client = client;
    // Only the JDK's client does so; its module tells it from others.
    derivedFuturesCancel = client.getClass().getModule() == HttpClient.class.getModule();
  }

  /** Wraps a client. A client that is wrapped already is returned as it is. */
  public static HttpClient wrap(HttpClient client) {
    Objects.requireNonNull(client, "client");
    return client instanceof ProfiledHttpClient ? client : new ProfiledHttpClient(client);
  }

  /**
   * Returns a request that is noted by a template of its path instead of the first segment. Any
   * client sends it unchanged.
   *
   * @param template the path with names for its variable parts, such as {@code /orders/{id}}
   */
  public static HttpRequest withTemplate(HttpRequest request, String template) {
    return new TemplatedRequest(plain(request), Objects.requireNonNull(template, "template"));
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> bodyHandler)
      throws IOException, InterruptedException {
    RemoteCall call = start(request);
    HttpResponse<T> response;
    try {
      response = client.send(plain(request), bodyHandler);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      call.failed(e);
      throw e;
    }
    ended(call, response, null);
    return response;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> bodyHandler) {
    RemoteCall call = start(request);
    try {
      return noted(call, client.sendAsync(plain(request), bodyHandler));
    } catch (RuntimeException | Error e) {
      call.failed(e);
      throw e;
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      BodyHandler<T> bodyHandler,
      @Nullable PushPromiseHandler<T> pushPromiseHandler) {
    RemoteCall call = start(request);
    try {
      return noted(call, client.sendAsync(plain(request), bodyHandler, pushPromiseHandler));
    } catch (RuntimeException | Error e) {
      call.failed(e);
      throw e;
    }
  }

  private static RemoteCall start(HttpRequest request) {
    if (request instanceof TemplatedRequest templated) {
      return RemoteCall.start(request, templated.template());
    }
    return RemoteCall.start(request, null);
  }

  private static HttpRequest plain(HttpRequest request) {
    return request instanceof TemplatedRequest templated ? templated.request() : request;
  }

  private <T> CompletableFuture<HttpResponse<T>> noted(
      RemoteCall call, CompletableFuture<HttpResponse<T>> future) {
    if (!call.isNoted()) {
      return future;
    }
    try {
      BiConsumer<HttpResponse<T>, Throwable> end =
          (response, failure) -> ended(call, response, failure);
      CompletableFuture<HttpResponse<T>> after = future.whenComplete(end);
      if (!derivedFuturesCancel || after.isDone()) {
        return future;
      }
      // It completes once the call is noted. With the client's own future, the waiting thread would
      // go on first, and could end the profile before the call is noted. If its receiver cancels
      // it, it completes before the client's.
      CompletableFuture<HttpResponse<T>> unused = after.whenComplete(end);
      return after;
    } catch (Throwable e) {
      return future;
    }
  }

  private static void ended(
      RemoteCall call, @Nullable HttpResponse<?> response, @Nullable Throwable failure) {
    if (!call.isNoted()) {
      return;
    }
    try {
      if (failure != null) {
        call.failed(failure);
      } else if (response != null) {
        call.answered(response.statusCode());
      }
    } catch (Throwable e) {
      // A response of another client may throw; only its receiver should see that.
    }
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return client.newWebSocketBuilder();
  }

  // From here on: methods of HttpClient since JDK 21, whose defaults would leave the client open.

  /** Shuts the wrapped client down, from JDK 21 on; without effect before. */
  public void shutdown() {
    ClientLifecycle.shutdown(client);
  }

  /** Shuts the wrapped client down at once, from JDK 21 on; without effect before. */
  public void shutdownNow() {
    ClientLifecycle.shutdownNow(client);
  }

  /** Returns whether the wrapped client has ended, from JDK 21 on; false before. */
  public boolean isTerminated() {
    return ClientLifecycle.isTerminated(client);
  }

  /** Waits for the wrapped client to end, from JDK 21 on; true before. */
  public boolean awaitTermination(Duration duration) throws InterruptedException {
    return ClientLifecycle.awaitTermination(client, duration);
  }

  /** Closes the wrapped client, from JDK 21 on; without effect before. */
  public void close() {
    ClientLifecycle.close(client);
  }

  @Override
  public String toString() {
    return "profiled " + client;
  }
}
