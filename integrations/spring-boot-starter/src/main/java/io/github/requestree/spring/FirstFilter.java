package io.github.requestree.spring;

import io.github.requestree.servlet.ProfilingFilter;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Registers the filter before all others: several of Spring's own have the highest precedence too,
 * and among equals only a priority decides.
 */
final class FirstFilter extends FilterRegistrationBean<ProfilingFilter> implements PriorityOrdered {

  FirstFilter(ProfilingFilter filter) {
    super(filter);
    setOrder(Ordered.HIGHEST_PRECEDENCE);
    setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    setAsyncSupported(true);
  }
}
