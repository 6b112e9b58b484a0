package com.example.shop;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.List;

/** Says what is left when the filters of the application have been destroyed. */
@WebListener
public final class LastWords implements ServletContextListener {

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    List<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.startsWith("requestree"))
            .toList();
    System.out.println("threads of the profiler: " + left);
  }
}
