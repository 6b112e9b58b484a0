package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {

  @Test
  void theRootOfAServletExceptionIsUnwrappedOnce() {
    Throwable inner = new ServletException(new IllegalStateException());

    assertThat(Failure.root(new ServletException(inner))).isSameAs(inner);
    assertThat(Failure.root(new ServletException("alone")))
        .isExactlyInstanceOf(ServletException.class);
    assertThat(Failure.root(new IOException(inner))).isExactlyInstanceOf(IOException.class);
  }

  @Test
  void theNameIsThatOfTheClassAndNoMore() {
    assertThat(Failure.name(new IllegalStateException("secret")))
        .isEqualTo("IllegalStateException");
    assertThat(Failure.name(new IOException() {})).isEqualTo("FailureTest$1");
  }

  @Test
  void theStatusIsTheOneThatTheContainerWillAnswer() {
    assertThat(Failure.status(new AssertionError())).isEqualTo(500);
    assertThat(Failure.status(new UnavailableException("later", 5))).isEqualTo(503);
    assertThat(Failure.status(new UnavailableException("never"))).isEqualTo(404);
    assertThat(Failure.status(new ServletException(new UnavailableException("x", 1))))
        .isEqualTo(503);
  }

  @Test
  void aClientIsGoneIfTheContainerSaysSo() {
    class ClientAbortException extends IOException {
      private static final long serialVersionUID = 1;
    }

    assertThat(Failure.isClientGone(new ClientAbortException(), false)).isTrue();
    assertThat(Failure.isClientGone(new ServletException(new ClientAbortException()), false))
        .isTrue();
    assertThat(Failure.isClientGone(new EOFException("truncated file"), true)).isFalse();
  }

  @Test
  void aClientIsGoneIfTheContainerSaysSoInAMoreExactWay() {
    class EofException extends EOFException {
      private static final long serialVersionUID = 1;
    }
    class HttpEofException extends EofException {
      private static final long serialVersionUID = 1;
    }
    class CloseNowException extends IOException {
      private static final long serialVersionUID = 1;
    }

    assertThat(Failure.isClientGone(new HttpEofException(), false)).isTrue();
    assertThat(Failure.isClientGone(new IllegalArgumentException(new HttpEofException()), false))
        .isTrue();
    assertThat(Failure.isClientGone(new CloseNowException(), true)).isTrue();
  }

  @Test
  void aStreamOfHttp2ThatWasResetIsToldInTheLanguageOfTheServer() {
    IOException reset = new IOException("Client a réinitialisé le flux");
    reset.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("org.apache.coyote.http2.Stream", "doRead", "Stream.java", 1)
        });

    assertThat(Failure.isClientGone(reset, false)).isTrue();
    reset.setStackTrace(new StackTraceElement[0]);
    assertThat(Failure.isClientGone(reset, false)).isFalse();
  }

  @Test
  void aBrokenConnectionIsTheClientsOnlyOnceTheResponseWasBeingSent() {
    IOException reset = new IOException("Connection reset by peer");

    assertThat(Failure.isClientGone(reset, true)).isTrue();
    assertThat(Failure.isClientGone(reset, false)).isFalse();
    assertThat(Failure.isClientGone(new IOException("Connection reset"), true)).isTrue();
    assertThat(Failure.isClientGone(new IllegalStateException("broken pipe"), true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Broken pipe",
        "Connection reset",
        "An existing connection was forcibly closed by the remote host",
        "An established connection was aborted by the software in your host machine",
        "Client reset the stream before the request was fully read"
      })
  void eachSystemSaysItInItsOwnWords(String words) {
    assertThat(Failure.isClientGone(new IOException(words), true)).isTrue();
    assertThat(Failure.isClientGone(new IOException(words), false)).isFalse();
  }

  @Test
  void aCauseThatIsItsOwnCauseEnds() {
    IOException first = new IOException();
    first.initCause(new IOException(first));

    assertThat(Failure.isClientGone(first, true)).isFalse();
  }
}
