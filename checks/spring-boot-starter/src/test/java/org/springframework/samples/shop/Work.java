package org.springframework.samples.shop;

import io.micrometer.observation.annotation.Observed;
import java.util.concurrent.CompletableFuture;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

@Component
class Work {

  @Async
  public CompletableFuture<String> later() {
    Delay.untilSampled();
    return CompletableFuture.completedFuture("async");
  }

  public String now(String text) {
    Delay.untilSampled();
    return text;
  }

  @Observed(name = "prices", contextualName = "load prices")
  public String observed() {
    return "observed";
  }
}
