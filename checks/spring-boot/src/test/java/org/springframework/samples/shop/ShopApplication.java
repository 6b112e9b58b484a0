package org.springframework.samples.shop;

import io.github.requestree.jdbc.QueryListener;
import io.github.requestree.micrometer.ProfileObservationHandler;
import io.github.requestree.servlet.ProfilingFilter;
import jakarta.servlet.DispatcherType;
import java.util.List;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A shop as Spring's own sample applications are, in a package below Spring's. Requestree is
 * registered as the guide says, with default options.
 */
@SpringBootApplication
public class ShopApplication {

  static final int ORDERS = 20;
  private static final int LINES_PER_ORDER = 3;

  @Bean
  FilterRegistrationBean<ProfilingFilter> profiling() {
    FilterRegistrationBean<ProfilingFilter> profiling =
        new FilterRegistrationBean<>(ProfilingFilter.create());
    profiling.setOrder(Ordered.HIGHEST_PRECEDENCE);
    profiling.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    profiling.setAsyncSupported(true);
    return profiling;
  }

  @Bean
  ProfileObservationHandler observations() {
    return new ProfileObservationHandler();
  }

  @Bean
  static BeanPostProcessor queries() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source && !(bean instanceof ProxyDataSource)
            ? ProxyDataSourceBuilder.create(name, source).listener(new QueryListener()).build()
            : bean;
      }
    };
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http) {
    return http.authorizeHttpRequests(
            requests ->
                requests.requestMatchers(HttpMethod.POST).authenticated().anyRequest().permitAll())
        .httpBasic(Customizer.withDefaults())
        .csrf(csrf -> csrf.disable())
        .build();
  }

  @Bean
  CommandLineRunner firstOrders(OrderRepository orders, JdbcTemplate database) {
    return arguments -> {
      for (int i = 0; i < ORDERS; i++) {
        PurchaseOrder order = new PurchaseOrder("customer " + i);
        for (int line = 0; line < LINES_PER_ORDER; line++) {
          order.add(new OrderLine("article " + line, 100L * line));
        }
        orders.save(order);
      }
      for (String action : List.of("select", "insert")) {
        database.execute(
            "create trigger slow_%1$s before %1$s on purchase_order call '%2$s'"
                .formatted(action, RoundTrip.class.getName()));
      }
    };
  }
}
