package io.github.requestree.spring;

/** Says that a secret is not accepted, without the secret. */
@SuppressWarnings("serial")
final class RejectedSecretException extends IllegalArgumentException {

  final String property;

  RejectedSecretException(String property, IllegalArgumentException cause) {
    super(property + ": " + cause.getMessage(), cause);
    this.property = property;
  }
}
