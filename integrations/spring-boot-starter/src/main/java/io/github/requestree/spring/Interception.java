package io.github.requestree.spring;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.springframework.cglib.core.ClassLoaderAwareGeneratorStrategy;
import org.springframework.cglib.core.SpringNamingPolicy;
import org.springframework.cglib.proxy.Callback;
import org.springframework.cglib.proxy.CallbackFilter;
import org.springframework.cglib.proxy.Dispatcher;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.Factory;
import org.springframework.cglib.proxy.InvocationHandler;
import org.springframework.cglib.proxy.NoOp;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.util.ClassUtils;

/**
 * Puts an interceptor in front of a bean, which stays what it is to all who look. Stateless.
 *
 * <p>A {@code ProxyFactory} does the same, and costs the start more: it makes an advised call of
 * each of the many methods of a pool. Here all but a few go straight on.
 */
final class Interception {

  private static final SpringObjenesis OBJECTS = new SpringObjenesis();

  private Interception() {}

  /** Answers calls instead of a bean, or passes them on to it. */
  interface Interceptor {

    /** Returns whether calls of this method are intercepted, by its name. */
    boolean takes(String method);

    /**
     * Answers a call.
     *
     * @param proceeds makes the bean answer it
     */
    @Nullable Object answer(String method, Object[] arguments, Proceeds proceeds) throws Throwable;
  }

  /** Makes the bean answer a call itself. */
  interface Proceeds {

    @Nullable Object proceed() throws Throwable;
  }

  /** The bean behind the interceptor, of the bean's own class where that may be extended. */
  static Object of(Object bean, Interceptor interceptor) {
    Class<?> type = bean.getClass();
    if (Modifier.isFinal(type.getModifiers())) {
      return Proxy.newProxyInstance(
          type.getClassLoader(),
          ClassUtils.getAllInterfacesForClass(type),
          (proxy, method, arguments) -> answer(bean, interceptor, proxy, method, arguments));
    }
    Enhancer enhancer = new Enhancer();
    enhancer.setSuperclass(ClassUtils.getUserClass(type));
    enhancer.setClassLoader(type.getClassLoader());
    enhancer.setNamingPolicy(SpringNamingPolicy.INSTANCE);
    enhancer.setStrategy(new ClassLoaderAwareGeneratorStrategy(type.getClassLoader()));
    enhancer.setUseCache(false);
    Callback[] callbacks = {
      (Dispatcher) () -> bean,
      (InvocationHandler)
          (proxy, method, arguments) -> answer(bean, interceptor, proxy, method, arguments),
      NoOp.INSTANCE
    };
    Class<?>[] types = {Dispatcher.class, InvocationHandler.class, NoOp.class};
    enhancer.setCallbackTypes(types);
    enhancer.setCallbackFilter(callbacksOf(interceptor));
    Class<?> extended = enhancer.createClass();
    Object proxy = OBJECTS.newInstance(extended, false);
    ((Factory) proxy).setCallbacks(callbacks);
    return proxy;
  }

  /** Gives the place of a method's callback in the array. */
  private static CallbackFilter callbacksOf(Interceptor interceptor) {
    return method -> isOfIdentity(method) ? 2 : interceptor.takes(method.getName()) ? 1 : 0;
  }

  private static boolean isOfIdentity(Method method) {
    return switch (method.getName()) {
      case "hashCode", "finalize" -> method.getParameterCount() == 0;
      case "equals" ->
          method.getParameterCount() == 1 && method.getParameterTypes()[0] == Object.class;
      default -> false;
    };
  }

  /** Answers as the bean, or as its interceptor does. Two beans are equal if they are one. */
  @SuppressWarnings("ReferenceEquality")
  private static @Nullable Object answer(
      Object bean,
      Interceptor interceptor,
      Object proxy,
      Method method,
      Object @Nullable [] arguments)
      throws Throwable {
    Object[] given = arguments == null ? new Object[0] : arguments;
    if (isOfIdentity(method)) {
      return method.getName().equals("equals") ? proxy == given[0] : System.identityHashCode(proxy);
    }
    Proceeds proceeds = () -> invoked(bean, method, given);
    return interceptor.takes(method.getName())
        ? interceptor.answer(method.getName(), given, proceeds)
        : proceeds.proceed();
  }

  private static @Nullable Object invoked(Object bean, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(bean, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
