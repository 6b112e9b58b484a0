package io.github.requestree.tools.reading;

import io.github.requestree.internal.Options;
import io.github.requestree.profile.Frame;
import io.github.requestree.shaping.Shaping;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the classes that an application's options counted otherwise than the defaults do: the
 * options themselves are in no document, but each frame says whether it is a library's.
 * <em>Not</em> thread-safe.
 */
final class KeptShaping {
  private static final int MAX_CLASSES = 1_000;

  private final Set<String> hide = new LinkedHashSet<>();
  private final Set<String> show = new LinkedHashSet<>();

  void add(Frame frame, boolean library) {
    String className = frame.className();
    boolean usable = frame.isMethod() && Options.isPackage(className) && className.indexOf('*') < 0;
    if (usable
        && hide.size() + show.size() < MAX_CLASSES
        && Shaping.DEFAULT.isApplication(frame) == library) {
      (library ? hide : show).add(className);
    }
  }

  Shaping build() {
    if (hide.isEmpty() && show.isEmpty()) {
      return Shaping.DEFAULT;
    }
    List<String> hidden = new ArrayList<>(Shaping.DEFAULT.hide());
    hidden.addAll(hide);
    return Shaping.DEFAULT.toBuilder().hide(hidden).show(List.copyOf(show)).build();
  }
}
