package io.github.requestree.campaign.races;

import java.io.IOException;

/** A client that sends one request, or a part of it, and leaves. For one thread. */
interface Client extends AutoCloseable {

  /** Sends a part of the head. */
  void sendHalfHead(String path) throws IOException;

  /** Sends a request without a body. */
  void get(String path) throws IOException;

  /** Sends a request and the beginning of its body. */
  void beginPost(String path) throws IOException;

  /** Waits for the beginning of the answer. */
  void awaitAnswer() throws IOException;

  /** Leaves as hard as the protocol has it. */
  @Override
  void close() throws IOException;
}
