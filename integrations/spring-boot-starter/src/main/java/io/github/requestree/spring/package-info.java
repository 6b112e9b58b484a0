/**
 * Requestree in a Spring Boot application, by auto-configuration: there is nothing to call.
 *
 * <ul>
 *   <li>{@code RequestreeAutoConfiguration}: the filter, and in development the page
 *   <li>{@code QueriesAutoConfiguration}: the queries of each {@code DataSource}
 *   <li>{@code TasksAutoConfiguration}: work on Spring's executors
 *   <li>{@code ObservationsAutoConfiguration}: what is observed with Micrometer
 *   <li>{@code MetricsAutoConfiguration}: the times of each route in the meter registry
 *   <li>{@code PyroscopeAutoConfiguration}: profiles in Grafana Pyroscope
 *   <li>{@code EndpointAutoConfiguration}: profiles by the actuator
 *   <li>{@link io.github.requestree.spring.ProfilingOptionsCustomizer}: what properties cannot say
 * </ul>
 */
@NullMarked
package io.github.requestree.spring;

import org.jspecify.annotations.NullMarked;
