package io.github.requestree.spring;

import io.github.requestree.page.Access;
import io.github.requestree.servlet.ProfilesServlet;
import io.github.requestree.servlet.ProfilingFilter;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Profiles the requests of a servlet application, unless it does so itself. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = RequestreeAutoConfiguration.ENABLED, matchIfMissing = true)
class RequestreeAutoConfiguration {

  static final String ENABLED = "requestree.enabled";

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingBean(
      value = ProfilingFilter.class,
      parameterizedContainer = FilterRegistrationBean.class)
  static class OwnFilter {

    @Bean
    FirstFilter requestreeFilter(
        Environment environment, ApplicationContext context, ListableBeanFactory application) {
      Mode mode = Mode.of(environment, context.getClassLoader());
      return new FirstFilter(
          ProfilingFilter.create(FilterDefaults.options(mode, environment, application)));
    }

    @Bean
    @Conditional({OnDevelopment.class, OnFreePath.class})
    @ConditionalOnMissingBean(
        value = ProfilesServlet.class,
        parameterizedContainer = ServletRegistrationBean.class)
    ServletRegistrationBean<ProfilesServlet> requestreePage(Environment environment) {
      ServletRegistrationBean<ProfilesServlet> page =
          new ServletRegistrationBean<>(
              ProfilesServlet.of(Access.loopbackOnly()), PagePath.of(environment) + "/*");
      page.setLoadOnStartup(1); // So that the filter knows of it from the first request on.
      return page;
    }

    @Bean
    ApplicationListener<ApplicationStartedEvent> requestreeStartMessage(
        ApplicationContext context) {
      return event -> {
        if (event.getApplicationContext().equals(context)) {
          StartMessage.log(context);
        }
      };
    }
  }
}
