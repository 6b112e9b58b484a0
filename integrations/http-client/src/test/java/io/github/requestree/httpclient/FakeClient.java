package io.github.requestree.httpclient;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Somebody else's client: remembers what it was asked for, and has no answer. */
final class FakeClient extends HttpClient {

  final List<String> asked = new ArrayList<>();
  CompletableFuture<?> future = new CompletableFuture<>();

  @Override
  public Optional<CookieHandler> cookieHandler() {
    asked.add("cookieHandler");
    return Optional.empty();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    asked.add("connectTimeout");
    return Optional.empty();
  }

  @Override
  public Redirect followRedirects() {
    asked.add("followRedirects");
    return Redirect.NEVER;
  }

  @Override
  public Optional<ProxySelector> proxy() {
    asked.add("proxy");
    return Optional.empty();
  }

  @Override
  public SSLContext sslContext() {
    asked.add("sslContext");
    return null;
  }

  @Override
  public SSLParameters sslParameters() {
    asked.add("sslParameters");
    return null;
  }

  @Override
  public Optional<Authenticator> authenticator() {
    asked.add("authenticator");
    return Optional.empty();
  }

  @Override
  public Version version() {
    asked.add("version");
    return Version.HTTP_2;
  }

  @Override
  public Optional<Executor> executor() {
    asked.add("executor");
    return Optional.empty();
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
    return null;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return (CompletableFuture<HttpResponse<T>>) future;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushPromiseHandler) {
    return sendAsync(request, handler);
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    asked.add("newWebSocketBuilder");
    return null;
  }

  public void shutdown() {
    asked.add("shutdown");
  }

  public void shutdownNow() {
    asked.add("shutdownNow");
  }

  public boolean isTerminated() {
    asked.add("isTerminated");
    return true;
  }

  public boolean awaitTermination(Duration duration) throws InterruptedException {
    asked.add("awaitTermination");
    if (duration.isNegative()) {
      throw new InterruptedException("as told");
    }
    return duration.isZero();
  }

  public void close() {
    asked.add("close");
  }

  @Override
  public String toString() {
    return "fake";
  }

  /** Without allocating. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOurs(CompletableFuture<?> answer) {
    return answer == future;
  }
}
