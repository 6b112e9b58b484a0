package com.example.forwarded;

import io.github.requestree.page.Access;
import io.github.requestree.servlet.ProfilesServlet;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Serves the profiles of its requests to whoever sits at this machine. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      DataSourceAutoConfiguration.class,
      HibernateJpaAutoConfiguration.class,
      ManagementWebSecurityAutoConfiguration.class,
      ServletWebSecurityAutoConfiguration.class
    })
class PageApplication {

  @Bean
  FilterRegistrationBean<ProfilingFilter> profiling() {
    FilterRegistrationBean<ProfilingFilter> profiling =
        new FilterRegistrationBean<>(
            ProfilingFilter.create(ProfilingOptions.builder().recentProfiles(10).build()));
    profiling.setOrder(Ordered.HIGHEST_PRECEDENCE);
    profiling.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    profiling.setAsyncSupported(true);
    return profiling;
  }

  @Bean
  ServletRegistrationBean<ProfilesServlet> profiles() {
    return new ServletRegistrationBean<>(ProfilesServlet.of(Access.loopbackOnly()), "/profiles/*");
  }
}
