package io.github.requestree.example;

/**
 * One address of the service. Immutable and thread-safe, as far as the handler is.
 *
 * @param path the address, such as {@code /fast}
 * @param what what it does
 * @param lookFor what its call tree shows
 * @param handler what answers it
 */
record Route(String path, String what, String lookFor, Handler handler) {

  /** Answers a request, at once or from another thread later. */
  @FunctionalInterface
  interface Handler {
    void handle(Exchange exchange) throws Exception;
  }
}
