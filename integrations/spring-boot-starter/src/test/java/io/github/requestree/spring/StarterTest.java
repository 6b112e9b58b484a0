package io.github.requestree.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.micrometer.MetricsSink;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.pyroscope.PyroscopeSink;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The beans and options that an application gets, without a server. */
class StarterTest {

  private final WebApplicationContextRunner application =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RequestreeAutoConfiguration.class,
                  QueriesAutoConfiguration.class,
                  TasksAutoConfiguration.class,
                  ObservationsAutoConfiguration.class,
                  MetricsAutoConfiguration.class,
                  PyroscopeAutoConfiguration.class,
                  EndpointAutoConfiguration.class));

  @Configuration(proxyBeanMethods = false)
  static class OwnRegistration {
    @Bean
    FilterRegistrationBean<ProfilingFilter> profiling() {
      return new FilterRegistrationBean<>(ProfilingFilter.create());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnFilter {
    @Bean
    ProfilingFilter profiling() {
      return ProfilingFilter.create();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnOptions {
    @Bean
    ProfileSink sink() {
      return profile -> {};
    }

    @Bean
    ProfilingOptionsCustomizer customizer() {
      return options -> options.limit(7);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnRegistry {
    @Bean
    MeterRegistry registry() {
      return new SimpleMeterRegistry();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnMetrics {
    @Bean
    MetricsSink metrics(MeterRegistry registry) {
      return new MetricsSink(registry);
    }
  }

  @Test
  void inProductionThereIsAFilterAheadOfAllOthersAndNoPage() {
    application.run(
        context -> {
          assertThat(context).hasSingleBean(FirstFilter.class);
          assertThat(context.getBean(FirstFilter.class))
              .isInstanceOf(PriorityOrdered.class)
              .matches(FirstFilter::isAsyncSupported);
          assertThat(context)
              .doesNotHaveBean("requestreePage")
              .doesNotHaveBean("requestreeEndpoint");
          assertThat(options(context.getSourceApplicationContext()))
              .contains("slowerThan=500ms")
              .doesNotContain("badge");
        });
  }

  @Test
  void profileDevOrLocalIsDevelopmentWithAPage() {
    for (String profile : List.of("dev", "local")) {
      application
          .withPropertyValues("spring.profiles.active=" + profile)
          .run(
              context -> {
                assertThat(context).hasBean("requestreePage");
                assertThat(options(context.getSourceApplicationContext()))
                    .contains("recentProfiles=100", "badge=true")
                    .doesNotContain("slowerThan");
              });
    }
  }

  @Test
  void theModeMayBeSaid() {
    application
        .withPropertyValues("spring.profiles.active=dev", "requestree.mode=production")
        .run(context -> assertThat(context).doesNotHaveBean("requestreePage"));
    application
        .withPropertyValues("requestree.mode=none")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class));
  }

  @Test
  void switchedOffThereIsNoBeanOfOurs() {
    application
        .withPropertyValues("requestree.enabled=false", "spring.profiles.active=dev")
        .run(
            context ->
                assertThat(context.getBeanDefinitionNames())
                    .noneMatch(name -> name.contains("requestree")));
  }

  @Test
  void itBacksOffFromAFilterOfTheApplication() {
    for (Class<?> own : List.of(OwnRegistration.class, OwnFilter.class)) {
      application
          .withUserConfiguration(own)
          .withPropertyValues("spring.profiles.active=dev")
          .run(
              context ->
                  assertThat(context)
                      .doesNotHaveBean(FirstFilter.class)
                      .doesNotHaveBean("requestreePage"));
    }
  }

  @Test
  void eachPartMayBeSwitchedOff() {
    application
        .withPropertyValues(
            "requestree.queries.enabled=false",
            "requestree.tasks.enabled=false",
            "requestree.observations.enabled=false")
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(FirstFilter.class)
                    .doesNotHaveBean(QueriesOfDataSources.class)
                    .doesNotHaveBean(FollowedExecutors.class)
                    .doesNotHaveBean("requestreeObservations"));
  }

  @Test
  void routesAreCountedWhereThereIsARegistry() {
    application
        .withUserConfiguration(OwnRegistry.class)
        .run(
            context -> {
              assertThat(context).hasSingleBean(MetricsSink.class);
              assertThat(options(context.getSourceApplicationContext())).contains("sinks=1");
            });
  }

  @Test
  void theyAreNotCountedWithoutOneOrIfSwitchedOffOrCountedAlready() {
    application.run(context -> assertThat(context).doesNotHaveBean(MetricsSink.class));
    application
        .withUserConfiguration(OwnRegistry.class)
        .withClassLoader(new FilteredClassLoader(MeterRegistry.class))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("requestreeMetrics"));
    application
        .withUserConfiguration(OwnRegistry.class)
        .withPropertyValues("requestree.metrics.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(MetricsSink.class));
    application
        .withUserConfiguration(OwnRegistry.class, OwnRegistration.class)
        .run(context -> assertThat(context).doesNotHaveBean(MetricsSink.class));
    application
        .withUserConfiguration(OwnRegistry.class, OwnMetrics.class)
        .run(context -> assertThat(context).hasSingleBean(MetricsSink.class));
  }

  @Test
  void tracesAreTakenUnlessSwitchedOff() {
    application.run(
        context ->
            assertThat(options(context.getSourceApplicationContext()))
                .doesNotContain("integrations"));
    application
        .withPropertyValues("requestree.traces.enabled=false", "requestree.integrations=jfr")
        .run(
            context ->
                assertThat(options(context.getSourceApplicationContext()))
                    .contains("integrations=!opentelemetry,jfr"));
  }

  @Test
  void profilesArePushedOnceTheServerIsKnown() {
    application.run(context -> assertThat(context).doesNotHaveBean(PyroscopeSink.class));
    application
        .withPropertyValues(
            "requestree.pyroscope.url=http://pyroscope:4040",
            "requestree.pyroscope.service-name=shop",
            "requestree.pyroscope.instance=pod-1",
            "requestree.pyroscope.tenant=team-a",
            "requestree.pyroscope.user=ann",
            "requestree.pyroscope.password=not-to-be-shown",
            "requestree.pyroscope.every=30s",
            "requestree.pyroscope.slow-requests=0",
            "requestree.pyroscope.routes=5",
            "requestree.pyroscope.labels.region=eu")
        .run(
            context -> {
              assertThat(context.getBean(PyroscopeSink.class))
                  .hasToString("PyroscopeSink[http://pyroscope:4040/push.v1.PusherService/Push]");
              assertThat(options(context.getSourceApplicationContext())).contains("sinks=1");
            });
  }

  @Test
  void aBadPropertyOfTheServerIsExplainedAndCredentialsAreNotShown() {
    Map<String, String> said =
        Map.of(
            "every=1s", "must be 10s to 10m",
            "routes=0", "must be 1 to 200",
            "user=ann", "there is no requestree.pyroscope.password",
            "labels.http_route=x", "label is 'http_route'",
            "token=env:REQUESTREE_NO_SUCH_VARIABLE", "that is not set",
            "password=not-to-be-shown", "user is ''",
            "url=http://ann:not-to-be-shown@pyroscope", "without user, password and query");
    said.forEach(
        (property, message) ->
            application
                .withPropertyValues(
                    "requestree.pyroscope.url=http://pyroscope:4040",
                    "requestree.pyroscope." + property)
                .run(
                    context ->
                        assertThat(context)
                            .getFailure()
                            .rootCause()
                            .satisfies(
                                failure ->
                                    assertThat(failure + " " + reason(failure))
                                        .contains(message)
                                        .doesNotContain("not-to-be-shown"))));
  }

  private static String reason(Throwable failure) {
    return failure instanceof InvalidConfigurationPropertyValueException rejected
        ? String.valueOf(rejected.getReason())
        : "";
  }

  @Test
  void propertiesAreBoundByRelaxedRules() {
    application
        .withPropertyValues(
            "requestree.slower-than=2s",
            "requestree.groupEvery=30s",
            "requestree.methods[0]=GET",
            "requestree.methods[1]=POST",
            "requestree.exclude=/health")
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new SystemEnvironmentPropertySource(
                            "test-systemEnvironment", Map.of("REQUESTREE_MAXREPORTS", "5/s"))))
        .run(
            context ->
                assertThat(options(context.getSourceApplicationContext()))
                    .contains("slowerThan=2s", "groupEvery=30s", "methods=GET,POST")
                    .contains("maxReports=5/s", "/favicon.ico", "/actuator/*", "/health"));
  }

  @Test
  void sinksAndCustomizersOfTheApplicationAreUsed() {
    application
        .withUserConfiguration(OwnOptions.class)
        .run(
            context ->
                assertThat(options(context.getSourceApplicationContext()))
                    .contains("limit=7", "sinks=1"));
  }

  @Test
  void thePackagesOfTheApplicationAreItsOwnWhateverTheyAreCalled() {
    application
        .withInitializer(
            context ->
                AutoConfigurationPackages.register(
                    (BeanDefinitionRegistry) context.getBeanFactory(),
                    "org.springframework.samples.shop"))
        .withPropertyValues("requestree.show=com.example.lib")
        .run(
            context ->
                assertThat(options(context.getSourceApplicationContext()))
                    .contains("show=org.springframework.samples.shop.*,com.example.lib"));
  }

  @Test
  void aBadValueIsExplainedByBootWithThePropertyAndWhatIsAccepted() {
    application
        .withPropertyValues("requestree.slower-than=soon")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOfSatisfying(
                        InvalidConfigurationPropertyValueException.class,
                        failure -> {
                          assertThat(failure.getName()).isEqualTo("requestree.slower-than");
                          assertThat(failure.getValue()).isEqualTo("soon");
                          assertThat(failure.getReason()).contains("must be 0 to 24h");
                        }));
  }

  @Test
  void aTriggerOnDemandWithoutSecretIsExplained() {
    application
        .withPropertyValues("requestree.trigger=header:X-Profile")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                    .hasMessageContaining("requestree.trigger"));
  }

  @Test
  void aBadSecretIsExplainedAndNotShown() {
    application
        .withPropertyValues("requestree.secret=tooshort!")
        .run(
            context -> {
              Throwable failure = context.getStartupFailure();
              FailureAnalysis analysis = new RejectedSecretAnalyzer().analyze(failure);
              assertThat(analysis).isNotNull();
              assertThat(analysis.getDescription() + analysis.getAction())
                  .contains("requestree.secret", "16 to 200 characters")
                  .doesNotContain("tooshort!");
              assertThat(failure).rootCause().message().doesNotContain("tooshort!");
            });
  }

  private static String options(ApplicationContext context) {
    ProfilingOptions options =
        FilterDefaults.options(
            Mode.of(context.getEnvironment(), context.getClassLoader()),
            context.getEnvironment(),
            context);
    return options.toString();
  }
}
