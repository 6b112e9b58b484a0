package io.github.requestree.httpclient;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/** A request that knows the template of its path. Any client can send it. Immutable. */
final class TemplatedRequest extends HttpRequest {

  private final HttpRequest request;
  private final String template;

  TemplatedRequest(HttpRequest request, String template) {
    this.request = request;
    this.template = template;
  }

  HttpRequest request() {
    return request;
  }

  String template() {
    return template;
  }

  @Override
  public Optional<BodyPublisher> bodyPublisher() {
    return request.bodyPublisher();
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public Optional<Duration> timeout() {
    return request.timeout();
  }

  @Override
  public boolean expectContinue() {
    return request.expectContinue();
  }

  @Override
  public URI uri() {
    return request.uri();
  }

  @Override
  public Optional<HttpClient.Version> version() {
    return request.version();
  }

  @Override
  public HttpHeaders headers() {
    return request.headers();
  }

  @Override
  public String toString() {
    return request.toString();
  }
}
