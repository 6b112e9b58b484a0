package io.github.requestree.benchmarks.micro;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.function.Function;
import javax.sql.DataSource;

/** What stands for a database that answers at once. */
final class StubDatabase {

  private StubDatabase() {}

  static DataSource create() {
    PreparedStatement statement =
        answering(PreparedStatement.class, method -> method.equals("executeUpdate") ? 1 : null);
    Connection connection =
        answering(Connection.class, method -> method.equals("prepareStatement") ? statement : null);
    return answering(
        DataSource.class, method -> method.equals("getConnection") ? connection : null);
  }

  private static <T> T answering(Class<T> type, Function<String, Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.apply(method.getName())));
  }
}
