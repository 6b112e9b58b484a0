package io.github.requestree.example;

/**
 * One address of the service. Immutable and thread-safe, as far as the handler is.
 *
 * @param path the address, such as {@code /fast}
 * @param what describes its work
 * @param lookFor describes its call tree
 * @param handler answers it
 */
record Route(String path, String what, String lookFor, Handler handler) {

  /** Answers a request, at once or from another thread later. */
  @FunctionalInterface
  interface Handler {
    void handle(Exchange exchange) throws Exception;
  }
}
