package io.github.requestree.servlet;

import jakarta.servlet.ServletContext;
import org.slf4j.ILoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/** Tells in the container's log that no SLF4J provider is there, so that there are no reports. */
final class MissingLog {

  private MissingLog() {}

  static void tell(ILoggerFactory provider, ServletContext context) {
    if (provider instanceof NOPLoggerFactory) {
      context.log(
          "requestree: no reports are logged, as SLF4J has found no provider. A web application"
              + " needs one in WEB-INF/lib, of the version of its slf4j-api: slf4j-jdk14 for the"
              + " server's own log, or logback-classic");
    }
  }
}
