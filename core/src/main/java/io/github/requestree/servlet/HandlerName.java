package io.github.requestree.servlet;

import io.github.requestree.profile.SafeText;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names the method of the application that a framework chose for a request, whether or not it was
 * sampled. Stateless and thread-safe.
 */
final class HandlerName {

  private static final String SPRING_HANDLER =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingHandler";

  /** Spring's handlers of other kinds are objects of the application, whose text may be slow. */
  private static final String SPRING_METHODS = "org.springframework.web.method.";

  private static final Pattern METHOD = Pattern.compile("([^#(\\s]+)#([^#(\\s]+)\\(.*");
  private static final int MAX_LENGTH = 200;

  private HandlerName() {}

  /** Class and method, such as {@code com.example.OwnerController.showOwner}; null if unknown. */
  static @Nullable String of(HttpServletRequest request) {
    Object handler = request.getAttribute(SPRING_HANDLER);
    if (handler == null || !handler.getClass().getName().startsWith(SPRING_METHODS)) {
      return null;
    }
    Matcher method = METHOD.matcher(String.valueOf((Object) handler.toString()));
    return method.matches()
        ? SafeText.cut(method.group(1) + '.' + method.group(2), MAX_LENGTH)
        : null;
  }
}
