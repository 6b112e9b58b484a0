package io.github.requestree.benchmarks.overhead.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseParserTest {

  private static final String RESPONSE =
      "HTTP/1.1 200 OK\r\nServer: x\r\ncontent-Length: 5\r\n\r\nhello";

  private final ResponseParser parser = new ResponseParser();

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aResponseInOnePieceIsComplete() throws Exception {
    assertThat(parser.feed(bytes(RESPONSE))).isTrue();
    assertThat(parser.status()).isEqualTo(200);
  }

  @Test
  void aResponseThatComesByteByByteIsCompleteWithTheLastOne() throws Exception {
    for (int i = 0; i < RESPONSE.length() - 1; i++) {
      assertThat(parser.feed(bytes(RESPONSE.substring(i, i + 1)))).isFalse();
    }
    assertThat(parser.feed(bytes("o"))).isTrue();
  }

  @Test
  void theNextResponseIsReadToo() throws Exception {
    parser.feed(bytes(RESPONSE));
    assertThat(parser.feed(bytes("HTTP/1.1 503 \r\nContent-Length: 0\r\n\r\n"))).isTrue();
    assertThat(parser.status()).isEqualTo(503);
  }

  @Test
  void whatIsNotUnderstoodIsRefused() {
    assertThatThrownBy(() -> parser.feed(bytes("HTTP/1.1 200 OK\r\n\r\n")))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("Content-Length");
    assertThatThrownBy(() -> new ResponseParser().feed(bytes("SSH-2.0\r\n\r\n")))
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> new ResponseParser().feed(bytes(RESPONSE + "HTTP")))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("more than was asked for");
    assertThatThrownBy(() -> new ResponseParser().feed(bytes("x".repeat(10_000))))
        .isInstanceOf(ProtocolException.class);
  }
}
