package org.springframework.samples.shop;

import jakarta.validation.constraints.NotBlank;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Work of each kind that Spring knows how to do elsewhere. */
@RestController
class WorkController {

  private final Work work;
  private final RestClient.Builder blocking;
  private final WebClient.Builder reactive;
  private final Environment environment;

  WorkController(
      Work work,
      RestClient.Builder blocking,
      WebClient.Builder reactive,
      Environment environment) {
    this.work = work;
    this.blocking = blocking;
    this.reactive = reactive;
    this.environment = environment;
  }

  @GetMapping("/async")
  public String async() {
    return work.later().join();
  }

  @GetMapping("/callable")
  public Callable<String> callable() {
    return () -> work.now("callable");
  }

  @GetMapping("/streaming")
  public StreamingResponseBody streaming() {
    return out -> out.write(work.now("streaming").getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/remote")
  public String remote() {
    return blocking.baseUrl(self()).build().get().uri("/price").retrieve().body(String.class);
  }

  @GetMapping("/reactive")
  public String reactive() {
    WebClient client = reactive.baseUrl(self()).build();
    return client.get().uri("/price").retrieve().bodyToMono(String.class).block();
  }

  @GetMapping("/price")
  public String price() {
    return "42";
  }

  @GetMapping("/observed")
  public String observed() {
    return work.observed();
  }

  @GetMapping("/valid")
  public String valid(@RequestParam("name") @NotBlank String name) {
    return name;
  }

  @GetMapping("/secret")
  public String secret() {
    return "secret";
  }

  @GetMapping("/fail")
  public String fail() {
    throw new IllegalStateException("as the test asks for");
  }

  private String self() {
    return "http://127.0.0.1:" + environment.getProperty("local.server.port");
  }
}
