package org.springframework.samples.shop;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.aop.ObservedAspect;
import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.EnableAspectJAutoProxy;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A shop as Spring's own sample applications are, in a package below Spring's, and not a line of
 * Requestree in it.
 */
@SpringBootApplication
@EnableAsync
@EnableAspectJAutoProxy
public class ShopApplication {

  static final int ORDERS = 20;
  private static final int LINES_PER_ORDER = 3;

  @Bean
  ObservedAspect observed(ObservationRegistry observations) {
    return new ObservedAspect(observations);
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(HttpMethod.POST)
                    .authenticated()
                    .requestMatchers("/secret")
                    .authenticated()
                    .anyRequest()
                    .permitAll())
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
