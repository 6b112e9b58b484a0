package io.github.requestree.spring;

import io.github.requestree.jdbc.QueryListener;
import java.sql.SQLException;
import java.sql.Wrapper;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.listener.ChainListener;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.ClassUtils;

/**
 * Notes the queries of each data source. The bean stays of its own class with its own pool behind
 * it; what it gives out are connections of a proxy. Of data sources in front of others one is
 * enough. Thread-safe.
 */
final class QueriesOfDataSources implements BeanPostProcessor {

  private static final Logger LOG = LoggerFactory.getLogger("requestree");

  private static final boolean ROUTING =
      ClassUtils.isPresent(
          "org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource",
          QueriesOfDataSources.class.getClassLoader());

  private final QueryListener listener = new QueryListener();

  /** Marks a data source whose queries are noted: it answers that it wraps this. */
  interface Noted {}

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (!(bean instanceof DataSource source) || bean instanceof ScopedObject || isNoted(source)) {
      return bean;
    }
    try {
      return noted(source, name);
    } catch (Exception | LinkageError e) {
      LOG.warn("requestree notes no queries of {}, which it cannot stand in front of", name, e);
      return bean;
    }
  }

  private Object noted(DataSource source, String name) {
    if (source instanceof ProxyDataSource proxy) {
      ChainListener listeners = proxy.getProxyConfig().getQueryListener();
      if (listeners.getListeners().stream().noneMatch(QueryListener.class::isInstance)) {
        proxy.addListener(listener);
      }
      return source;
    }
    DataSource proxy = ProxyDataSourceBuilder.create(name, source).listener(listener).build();
    return Interception.of(source, connectionsOf(proxy));
  }

  private static Interception.Interceptor connectionsOf(DataSource proxy) {
    return new Interception.Interceptor() {
      @Override
      public boolean takes(String method) {
        return method.equals("getConnection") || method.equals("isWrapperFor");
      }

      @Override
      public @Nullable Object answer(
          String method, Object[] arguments, Interception.Proceeds proceeds) throws Throwable {
        if (method.equals("isWrapperFor")) {
          return arguments[0] == Noted.class ? true : proceeds.proceed();
        }
        return arguments.length == 0
            ? proxy.getConnection()
            : proxy.getConnection((String) arguments[0], (String) arguments[1]);
      }
    };
  }

  /** Returns whether it hands out connections of a data source whose queries are noted. */
  private static boolean isNoted(DataSource source) {
    if (ROUTING && source instanceof AbstractRoutingDataSource routing) {
      // It would ask the application which one, outside of any request.
      // If one of them is a bean, all the others are taken for beans: none may count twice.
      return routing.getResolvedDataSources().values().stream()
          .anyMatch(QueriesOfDataSources::isNoted);
    }
    try {
      return !(source instanceof ProxyDataSource) && ((Wrapper) source).isWrapperFor(Noted.class);
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }
}
