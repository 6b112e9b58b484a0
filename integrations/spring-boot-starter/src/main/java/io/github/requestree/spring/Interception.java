package io.github.requestree.spring;

import java.lang.reflect.Modifier;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;

/** Puts an interceptor in front of a bean, which stays what it is to all who look. Stateless. */
final class Interception {

  private Interception() {}

  /** The bean behind the interceptor, of the bean's own class where that may be extended. */
  static Object of(Object bean, MethodInterceptor interceptor) {
    ProxyFactory proxy = new ProxyFactory(bean);
    proxy.setProxyTargetClass(!Modifier.isFinal(bean.getClass().getModifiers()));
    proxy.addAdvice(interceptor);
    return proxy.getProxy(bean.getClass().getClassLoader());
  }
}
