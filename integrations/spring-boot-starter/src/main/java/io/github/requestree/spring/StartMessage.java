package io.github.requestree.spring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/** Says once what is profiled, and why so. */
final class StartMessage {

  private static final Logger LOG = LoggerFactory.getLogger("requestree");

  private StartMessage() {}

  static void log(ApplicationContext context) {
    LOG.info("{}", text(context));
  }

  static String text(ApplicationContext context) {
    Environment environment = context.getEnvironment();
    Mode mode = Mode.of(environment, context.getClassLoader());
    String slower =
        new OptionProperties(environment)
            .text("slowerThan")
            .orElse(mode.development() ? "0" : FilterDefaults.SLOWER_THAN);
    return "Requestree for "
        + mode.title()
        + ", as "
        + mode.reason()
        + ": reports "
        + (slower.equals("0") ? "every request" : "requests of " + slower + " and more")
        + page(context, environment)
        + "; "
        + Mode.PROPERTY
        + '='
        + (mode.development() ? "production" : "development")
        + " would change that";
  }

  private static String page(ApplicationContext context, Environment environment) {
    if (!context.containsBean(FilterDefaults.PAGE)) {
      return Mode.of(environment, context.getClassLoader()).development()
          ? taken(context, environment)
          : "";
    }
    String path =
        environment.getProperty("server.servlet.context-path", "") + PagePath.of(environment);
    String port = environment.getProperty("local.server.port", "");
    return port.isEmpty()
        ? ", and shows them at " + path + " to this machine"
        : ", and shows them to this machine at http://localhost:" + port + path;
  }

  private static String taken(ApplicationContext context, Environment environment) {
    String path = PagePath.of(environment);
    String method = new ControllerPaths(context, environment).methodBelow(path);
    return method == null
        ? ""
        : ", without a page, as "
            + method
            + " answers at "
            + path
            + "; "
            + PagePath.PROPERTY
            + " sets another path";
  }
}
