package io.github.requestree.campaign.disk;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** A filter's configuration without parameters and without a context. */
final class NoConfig implements FilterConfig {

  @Override
  public String getFilterName() {
    return "campaign";
  }

  @Override
  public ServletContext getServletContext() {
    throw new UnsupportedOperationException("there is none");
  }

  @Override
  public @Nullable String getInitParameter(String name) {
    return null;
  }

  @Override
  public Enumeration<String> getInitParameterNames() {
    return Collections.emptyEnumeration();
  }
}
