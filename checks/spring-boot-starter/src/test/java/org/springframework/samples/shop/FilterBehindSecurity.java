package org.springframework.samples.shop;

import io.github.requestree.servlet.ProfilingFilter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application may register the filter itself, here behind Spring Security's. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("shop.own-filter")
class FilterBehindSecurity {

  @Bean
  FilterRegistrationBean<ProfilingFilter> profiling() {
    return new FilterRegistrationBean<>(ProfilingFilter.create());
  }
}
