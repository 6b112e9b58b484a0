package io.github.requestree.campaign.redeploys;

import java.nio.file.Path;
import java.util.List;

/** A container that goes on while its application comes and goes. For one thread. */
interface Host extends AutoCloseable {

  /** The path of the application. */
  String CONTEXT_PATH = "/app";

  int port();

  /** Starts the application of a directory, and returns the class loader that it has. */
  ClassLoader deploy(Path webApp) throws Exception;

  /** Ends the application, whether or not requests are in it. */
  void undeploy() throws Exception;

  /** Returns the container's complaints about what was left behind, since it was asked last. */
  List<String> takeComplaints();

  @Override
  void close();
}
