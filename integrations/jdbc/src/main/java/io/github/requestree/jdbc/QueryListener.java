package io.github.requestree.jdbc;

import io.github.requestree.sampling.CurrentProfile;
import io.github.requestree.sampling.Profiler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import org.jspecify.annotations.Nullable;

/**
 * Notes the queries of a profile as events of the kind {@code sql}: {@code
 * ProxyDataSourceBuilder.create(dataSource).listener(new QueryListener()).build()}. Thread-safe;
 * nothing here throws, and outside a profile it does nothing.
 *
 * <p>An event has the text of the query without its data, and the time from its start to the first
 * answer, in nanoseconds; reading the rows comes after that. A batch is one event, whose attribute
 * {@code batch} is the number of its statements. A query that failed has the attribute {@code
 * error}, the class of the exception. Parameters and results are never read. A query that goes
 * through several data sources with this listener is noted once, by the first of them.
 */
public final class QueryListener implements QueryExecutionListener {

  static final String KIND = "sql";

  /** Stands for a query that we could not make out; its time is noted all the same. */
  static final String NOT_READABLE = "[not readable]";

  /** The number of texts of a batch that are read. Most are alike, and the shown text is short. */
  private static final int MAX_TEXTS = 50;

  private static final int MAX_WRAPPERS = 5;
  private static final String STARTED = QueryListener.class.getName();

  /**
   * The query that a thread executes: a data source behind another one hears of the same one again.
   */
  private static final ThreadLocal<Started> RUNNING = new ThreadLocal<>();

  /** A query that has not ended, with the one that it is executed for. */
  private record Started(
      CurrentProfile profile, long nanos, List<QueryInfo> queries, @Nullable Started outer) {

    /** Returns whether these are the same texts; the lists of a proxy are its own. */
    boolean isOf(List<QueryInfo> others) {
      int size = queries.size();
      for (int i = 0; i < size && size == others.size(); i++) {
        if (!Objects.equals(queries.get(i).getQuery(), others.get(i).getQuery())) {
          return false;
        }
      }
      return size == others.size();
    }
  }

  private final UnaryOperator<String> texts;

  /** Makes a listener; one is enough for all data sources of an application. */
  public QueryListener() {
    this(new SqlTexts()::withoutData);
  }

  QueryListener(UnaryOperator<String> texts) {
    this.texts = texts;
  }

  @Override
  public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    try {
      CurrentProfile profile = Profiler.current();
      // Registered twice, it counts once.
      if (profile.isActive() && execution.getCustomValue(STARTED, Started.class) == null) {
        Started running = RUNNING.get();
        Started outer = running != null && running.profile.isActive() ? running : null;
        if (outer == null || !outer.isOf(queries)) {
          Started started = new Started(profile, System.nanoTime(), queries, outer);
          RUNNING.set(started);
          execution.addCustomValue(STARTED, started);
        }
      }
    } catch (Throwable e) {
      // An exception from here would keep the query from being executed.
    }
  }

  @Override
  public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    try {
      Started started = execution.getCustomValue(STARTED, Started.class);
      if (started != null) {
        long nanos = System.nanoTime() - started.nanos;
        execution.addCustomValue(STARTED, null);
        if (started.outer == null) {
          RUNNING.remove();
        } else {
          RUNNING.set(started.outer);
        }
        started.profile.note(KIND, text(queries), nanos, attributes(execution));
      }
    } catch (Throwable e) {
      // Even for an overflowing stack: an exception from here would replace the query's result.
    }
  }

  private String text(List<QueryInfo> queries) {
    try {
      return queries.size() == 1 ? text(queries.get(0)) : joined(queries);
    } catch (Throwable e) {
      return NOT_READABLE;
    }
  }

  private String text(QueryInfo query) {
    String sql = query.getQuery();
    return sql == null ? NOT_READABLE : texts.apply(sql);
  }

  /** Returns the texts of a batch, each of them once. */
  private String joined(List<QueryInfo> queries) {
    if (queries.isEmpty()) {
      return "[empty batch]";
    }
    Set<String> distinct = new LinkedHashSet<>();
    queries.stream().limit(MAX_TEXTS).forEach(query -> distinct.add(text(query)));
    String joined = String.join("; ", distinct);
    return SqlText.cut(queries.size() > MAX_TEXTS ? joined + "; " + SqlText.MORE : joined);
  }

  private static Map<String, String> attributes(ExecutionInfo execution) {
    if (!execution.isBatch() && execution.isSuccess()) {
      return Map.of();
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    if (execution.isBatch()) {
      attributes.put("batch", Integer.toString(execution.getBatchSize()));
    }
    if (!execution.isSuccess()) {
      attributes.put("error", nameOf(execution.getThrowable()));
    }
    return attributes;
  }

  private static String nameOf(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "unknown";
    }
    Throwable failure = thrown;
    for (int i = 0; i < MAX_WRAPPERS; i++) {
      Throwable cause = isWrapper(failure) ? failure.getCause() : null;
      failure = cause == null ? failure : cause;
    }
    String name = failure.getClass().getName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static boolean isWrapper(Throwable failure) {
    return failure instanceof InvocationTargetException
        || failure instanceof UndeclaredThrowableException;
  }
}
