package org.springframework.web.method;

/** Says what Spring's own handler says, whose library core does not have. */
public final class FakeHandlerMethod {

  private final String text;

  public FakeHandlerMethod(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
