package io.github.requestree.benchmarks.micro;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import javax.sql.DataSource;

/** Stands for a database that answers at once. */
final class StubDatabase {

  private StubDatabase() {}

  static DataSource create() {
    PreparedStatement prepared = answering(PreparedStatement.class, "executeUpdate", 1);
    Statement statement = answering(Statement.class, "executeUpdate", 1);
    Connection connection =
        answering(Connection.class, "prepareStatement", prepared, "createStatement", statement);
    return answering(DataSource.class, "getConnection", connection);
  }

  /** An object that answers these methods and is silent on all others. */
  private static <T> T answering(Class<T> type, Object... methodsAndAnswers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              for (int i = 0; i < methodsAndAnswers.length; i += 2) {
                if (methodsAndAnswers[i].equals(method.getName())) {
                  return methodsAndAnswers[i + 1];
                }
              }
              return null;
            }));
  }
}
