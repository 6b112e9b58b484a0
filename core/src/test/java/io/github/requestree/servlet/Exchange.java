package io.github.requestree.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fake request from a browser on this machine, unless a test says otherwise, and the response to
 * it. Asked for anything else, both throw.
 */
public final class Exchange {

  private final Map<String, List<String>> requestHeaders =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String> responseHeaders = new TreeMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private String method = "GET";
  private String peer = "127.0.0.1";
  private String serverName = "localhost";
  private String protocol = "HTTP/1.1";
  private String scheme = "http";
  private int serverPort = 8080;
  private String uri = "/profiles";
  private String path;
  private String query;
  private final Map<String, Object> attributes = new TreeMap<>();
  private int status = 200;

  public Exchange() {
    header("Host", "localhost:8080");
  }

  public Exchange method(String value) {
    method = value;
    return this;
  }

  public Exchange peer(String value) {
    peer = value;
    return this;
  }

  public Exchange serverName(String value) {
    serverName = value;
    return this;
  }

  public Exchange protocol(String value) {
    protocol = value;
    return this;
  }

  public Exchange server(String newScheme, String name, int port) {
    scheme = newScheme;
    serverName = name;
    serverPort = port;
    return this;
  }

  public Exchange attribute(String name, Object value) {
    attributes.put(name, value);
    return this;
  }

  /** Below the page's own path. */
  public Exchange path(String value) {
    path = value;
    uri = "/profiles" + value;
    return this;
  }

  public Exchange query(String value) {
    query = value;
    return this;
  }

  /** Replaces the header; no values take it away. */
  public Exchange header(String name, String... values) {
    requestHeaders.put(name, Arrays.asList(values));
    if (values.length == 0) {
      requestHeaders.remove(name);
    }
    return this;
  }

  public HttpServletRequest request() {
    return fake(
        HttpServletRequest.class,
        (call, arguments) ->
            switch (call) {
              case "getMethod" -> method;
              case "getRemoteAddr" -> peer;
              case "getServerName" -> serverName;
              case "getProtocol" -> protocol;
              case "getScheme" -> scheme;
              case "getServerPort" -> serverPort;
              case "getRequestURI" -> uri;
              case "getQueryString" -> query;
              case "getPathInfo" -> path;
              case "getAttribute" -> attributes.get((String) arguments[0]);
              case "getHeaderNames" -> Collections.enumeration(requestHeaders.keySet());
              case "getHeaders" ->
                  Collections.enumeration(
                      requestHeaders.getOrDefault((String) arguments[0], List.of()));
              default -> throw new UnsupportedOperationException(call);
            });
  }

  public HttpServletResponse response() {
    return fake(
        HttpServletResponse.class,
        (call, arguments) -> {
          switch (call) {
            case "setHeader" -> responseHeaders.put((String) arguments[0], (String) arguments[1]);
            case "setStatus" -> status = (int) arguments[0];
            case "setContentType" -> responseHeaders.put("Content-Type", (String) arguments[0]);
            case "setContentLength" ->
                responseHeaders.put("Content-Length", String.valueOf(arguments[0]));
            case "getHeader" -> {
              return responseHeaders.get((String) arguments[0]);
            }
            case "isCommitted" -> {
              return false;
            }
            case "sendError" -> status = (int) arguments[0];
            case "getOutputStream" -> {
              return new Body();
            }
            default -> throw new UnsupportedOperationException(call);
          }
          return null;
        });
  }

  public int status() {
    return status;
  }

  public String sent(String name) {
    return responseHeaders.getOrDefault(name, "");
  }

  List<String> sentNames() {
    return new ArrayList<>(responseHeaders.keySet());
  }

  public String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  @FunctionalInterface
  private interface Calls {
    Object answer(String method, Object[] arguments);
  }

  private static <T> T fake(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> calls.answer(called.getName(), arguments)));
  }

  private final class Body extends ServletOutputStream {
    @Override
    public void write(int b) {
      body.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
