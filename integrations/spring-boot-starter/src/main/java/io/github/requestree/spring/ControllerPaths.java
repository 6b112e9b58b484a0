package io.github.requestree.spring;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The paths that controllers of the application answer, as they are written, without making any of
 * them.
 */
final class ControllerPaths {

  private final ListableBeanFactory application;
  private final Environment environment;
  private final String servlet;
  private final List<String> packages;

  ControllerPaths(ListableBeanFactory application, Environment environment) {
    this.application = application;
    this.environment = environment;
    packages =
        AutoConfigurationPackages.has(application)
            ? AutoConfigurationPackages.get(application)
            : List.of();
    servlet = QuietPaths.withoutEnd(environment.getProperty("spring.mvc.servlet.path", ""));
  }

  /**
   * Returns a method that answers at a path or below it, such as {@code ShopController.profiles};
   * null if there is none.
   */
  @Nullable String methodBelow(String path) {
    for (String name : application.getBeanDefinitionNames()) {
      Class<?> bean = application.getType(name, false);
      if (bean != null && isController(bean)) {
        Class<?> type = ClassUtils.getUserClass(bean);
        for (Method method : MethodIntrospector.selectMethods(type, ControllerPaths::isMapped)) {
          if (isBelow(path, type, method)) {
            return type.getSimpleName() + '.' + method.getName();
          }
        }
      }
    }
    return null;
  }

  /**
   * Of Spring's own beans, which are most, only the class name is looked at: none answers there.
   */
  private boolean isController(Class<?> bean) {
    String name = bean.getName();
    boolean springs =
        name.startsWith("org.springframework.")
            && packages.stream().noneMatch(own -> name.startsWith(own + '.'));
    return !springs && AnnotatedElementUtils.hasAnnotation(bean, Controller.class);
  }

  private static boolean isMapped(Method method) {
    return AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class);
  }

  private boolean isBelow(String path, Class<?> type, Method method) {
    List<String> ends = paths(method);
    return paths(type).stream()
        .flatMap(start -> ends.stream().map(end -> servlet + start + end))
        .anyMatch(one -> one.equals(path) || one.startsWith(path + '/'));
  }

  private List<String> paths(AnnotatedElement mapped) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(mapped, RequestMapping.class);
    return mapping == null || mapping.path().length == 0
        ? List.of("")
        : List.of(mapping.path()).stream().map(this::resolved).toList();
  }

  private String resolved(String path) {
    return QuietPaths.withoutEnd(environment.resolvePlaceholders(path));
  }
}
