package io.github.requestree.example;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes answers as JSON. */
final class Json {

  private static final ObjectWriter WRITER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writer();

  private Json() {}

  static String text(Object value) throws IOException {
    return WRITER.writeValueAsString(value);
  }

  /** Sends one whole answer. It is complete before the first byte leaves, so failing is safe. */
  static void send(HttpServletResponse response, int status, Object value) throws IOException {
    byte[] body = WRITER.writeValueAsBytes(value);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
