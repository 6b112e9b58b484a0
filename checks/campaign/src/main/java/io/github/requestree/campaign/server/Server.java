package io.github.requestree.campaign.server;

/** A container that runs. */
public interface Server extends AutoCloseable {

  int port();

  /** Stops it, and with it the filter. */
  @Override
  void close();
}
