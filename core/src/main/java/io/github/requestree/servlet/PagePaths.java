package io.github.requestree.servlet;

import io.github.requestree.internal.Glob;
import io.github.requestree.internal.OwnCode;
import io.github.requestree.page.Access;
import jakarta.servlet.ServletContext;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The paths at which an application shows profiles; they are not profiled. Servlet and filter share
 * this, and the first of them makes it. Thread-safe.
 */
final class PagePaths {

  /**
   * The key, with the class itself in the name, for the reason that {@link RequestProfile} gives.
   */
  private static final String KEY = OwnCode.keyOf(PagePaths.class);

  private static final Glob[] NONE = {};

  private final Set<String> known = new HashSet<>();
  private final String contextPath;
  private volatile Glob[] pages = NONE;
  private volatile String address = "";
  private volatile @Nullable Access access;

  private PagePaths(String contextPath) {
    this.contextPath = contextPath;
  }

  /** Returns those of this application; new ones if the container does not tell the application. */
  static PagePaths in(@Nullable ServletContext context) {
    if (context == null) {
      return new PagePaths("");
    }
    synchronized (PagePaths.class) {
      if (context.getAttribute(KEY) instanceof PagePaths pages) {
        return pages;
      }
      PagePaths pages = new PagePaths(Objects.requireNonNullElse(context.getContextPath(), ""));
      context.setAttribute(KEY, pages);
      return pages;
    }
  }

  /**
   * Adds the mappings of a servlet that shows the profiles of the filter: each has a page there.
   *
   * @param access decides who may see them
   */
  synchronized void addOfFilter(Collection<String> mappings, Access access) {
    add(mappings);
    this.access = access;
    for (String mapping : mappings) {
      if (address.isEmpty() && mapping.endsWith("/*")) {
        address = contextPath + mapping.substring(0, mapping.length() - 1);
      }
    }
  }

  /** The address of the filter's profiles, up to their ids; empty if it is not known. */
  String address() {
    return address;
  }

  /** Decides who may see the filter's profiles; null as long as no page of them is known. */
  @Nullable Access access() {
    return access;
  }

  /** Adds the mappings of a servlet. */
  synchronized void add(Collection<String> mappings) {
    for (String mapping : mappings) {
      // A servlet for everything is no reason to profile nothing at all.
      if (mapping.length() > 2 && PathPattern.canMatch(mapping)) {
        known.add(mapping);
        if (mapping.endsWith("/*")) {
          known.add(mapping.substring(0, mapping.length() - 2));
        }
      }
    }
    pages = PathPattern.all(known);
  }

  /** Returns whether there are any. */
  boolean areKnown() {
    return pages.length > 0;
  }

  /** Returns whether the decoded path is one of theirs, from this index on. */
  boolean contain(String path, int start) {
    return PathPattern.anyMatches(pages, path, start);
  }
}
