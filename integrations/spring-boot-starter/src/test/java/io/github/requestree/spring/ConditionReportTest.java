package io.github.requestree.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.page.Access;
import io.github.requestree.servlet.ProfilesServlet;
import io.github.requestree.servlet.ProfilingFilter;
import java.util.stream.Collectors;
import net.ttddyy.observation.boot.autoconfigure.DataSourceObservationBeanPostProcessor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Boot's condition report says why a part of the starter is not there. */
class ConditionReportTest {

  private static final AutoConfigurations ALL =
      AutoConfigurations.of(
          RequestreeAutoConfiguration.class,
          QueriesAutoConfiguration.class,
          TasksAutoConfiguration.class,
          ObservationsAutoConfiguration.class,
          EndpointAutoConfiguration.class);

  private final WebApplicationContextRunner application =
      new WebApplicationContextRunner().withConfiguration(ALL);

  @Configuration(proxyBeanMethods = false)
  static class OwnFilter {
    @Bean
    ProfilingFilter profiling() {
      return ProfilingFilter.create();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnPage {
    @Bean
    ServletRegistrationBean<ProfilesServlet> page() {
      return new ServletRegistrationBean<>(ProfilesServlet.of(Access.loopbackOnly()), "/own/*");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class ObservedQueries {
    @Bean
    static DataSourceObservationBeanPostProcessor observing() {
      return new DataSourceObservationBeanPostProcessor();
    }
  }

  @Controller
  @RequestMapping("/profiles")
  static class People {
    @GetMapping("/{name}")
    String person() {
      return "person";
    }
  }

  @Controller
  @RequestMapping("profiles-of-people")
  static class OtherPeople {
    @GetMapping
    String all() {
      return "people";
    }
  }

  @Test
  void withoutAServletApplicationThereIsNothing() {
    new ApplicationContextRunner()
        .withConfiguration(ALL)
        .run(
            context -> {
              for (Class<?> part :
                  new Class<?>[] {
                    RequestreeAutoConfiguration.class,
                    QueriesAutoConfiguration.class,
                    TasksAutoConfiguration.class,
                    ObservationsAutoConfiguration.class,
                    EndpointAutoConfiguration.class
                  }) {
                assertThat(why(context.getSourceApplicationContext(), part, ""))
                    .contains("not a servlet web application");
              }
            });
  }

  @Test
  void switchedOffAsAWhole() {
    application
        .withPropertyValues("requestree.enabled=false")
        .run(
            context ->
                assertThat(
                        why(
                            context.getSourceApplicationContext(),
                            RequestreeAutoConfiguration.class,
                            ""))
                    .contains("requestree.enabled"));
  }

  @Test
  void switchedOffInPart() {
    application
        .withPropertyValues(
            "requestree.queries.enabled=false",
            "requestree.tasks.enabled=false",
            "requestree.observations.enabled=false")
        .run(
            running -> {
              ConfigurableApplicationContext context = running.getSourceApplicationContext();
              assertThat(why(context, QueriesAutoConfiguration.class, ""))
                  .contains("requestree.queries.enabled");
              assertThat(why(context, TasksAutoConfiguration.class, ""))
                  .contains("requestree.tasks.enabled");
              assertThat(why(context, ObservationsAutoConfiguration.class, ""))
                  .contains("requestree.observations.enabled");
            });
  }

  @Test
  void aFilterOfTheApplication() {
    application
        .withUserConfiguration(OwnFilter.class)
        .run(
            running -> {
              ConfigurableApplicationContext context = running.getSourceApplicationContext();
              assertThat(why(context, RequestreeAutoConfiguration.OwnFilter.class, ""))
                  .contains(ProfilingFilter.class.getName(), "found beans", "profiling");
              assertThat(why(context, EndpointAutoConfiguration.class, ""))
                  .contains("did not find any beans of type " + FirstFilter.class.getName());
            });
  }

  @Test
  void aPageOfTheApplication() {
    application
        .withUserConfiguration(OwnPage.class)
        .withPropertyValues("requestree.mode=development")
        .run(
            context ->
                assertThat(whyNoPage(context.getSourceApplicationContext()))
                    .contains(ProfilesServlet.class.getName(), "found beans", "page"));
  }

  @Test
  void noPageInProduction() {
    application.run(
        context ->
            assertThat(whyNoPage(context.getSourceApplicationContext()))
                .contains("production, as there is neither devtools nor a profile dev or local"));
  }

  @Test
  void noPageWhereTheApplicationAnswers() {
    application
        .withUserConfiguration(People.class, OtherPeople.class)
        .withPropertyValues("requestree.mode=development")
        .run(
            context -> {
              assertThat(context).doesNotHaveBean("requestreePage");
              assertThat(whyNoPage(context.getSourceApplicationContext()))
                  .contains("People.person answers at /profiles");
              assertThat(StartMessage.text(context.getSourceApplicationContext()))
                  .contains("without a page, as People.person answers at /profiles")
                  .contains("requestree.page.path sets another path");
            });
    for (String elsewhere :
        new String[] {"requestree.page.path=/own", "spring.mvc.servlet.path=/a"}) {
      application
          .withUserConfiguration(People.class, OtherPeople.class)
          .withPropertyValues("requestree.mode=development", elsewhere)
          .run(context -> assertThat(context).hasBean("requestreePage"));
    }
  }

  @Test
  void noDataSourceIsInterceptedWhereQueriesAreObserved() {
    application
        .withUserConfiguration(ObservedQueries.class)
        .run(
            context -> {
              assertThat(context).hasBean("requestreeQueryListener");
              assertThat(
                      why(
                          context.getSourceApplicationContext(),
                          QueriesAutoConfiguration.class,
                          "#requestreeQueries"))
                  .contains(DataSourceObservationBeanPostProcessor.class.getName(), "found beans");
            });
  }

  @Test
  void noEndpointWithoutAccess() {
    application.run(
        context ->
            assertThat(
                    why(
                        context.getSourceApplicationContext(),
                        EndpointAutoConfiguration.class,
                        "#endpoint"))
                .containsAnyOf("no property management.endpoint.requestree", "access", "exposed"));
  }

  private static String whyNoPage(ConfigurableApplicationContext context) {
    return why(context, RequestreeAutoConfiguration.OwnFilter.class, "#requestreePage");
  }

  /** What the report says of conditions that did not match. */
  private static String why(
      ConfigurableApplicationContext context, Class<?> configuration, String method) {
    ConditionEvaluationReport report = ConditionEvaluationReport.get(context.getBeanFactory());
    ConditionEvaluationReport.ConditionAndOutcomes outcomes =
        report.getConditionAndOutcomesBySource().get(configuration.getName() + method);
    assertThat(outcomes).as("%s%s", configuration.getName(), method).isNotNull();
    return outcomes.stream()
        .filter(one -> !one.getOutcome().isMatch())
        .map(one -> one.getOutcome().getMessage())
        .collect(Collectors.joining("\n"));
  }
}
