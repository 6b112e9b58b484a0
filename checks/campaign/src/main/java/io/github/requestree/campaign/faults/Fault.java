package io.github.requestree.campaign.faults;

/** The faults of a call. */
enum Fault {
  EXCEPTION(true),
  ERROR(false),
  OUT_OF_MEMORY(true),
  STACK_OVERFLOW(false),
  SLOW(true),
  HANG(true);

  /** Whether the quick campaign has it. */
  final boolean isQuick;

  Fault(boolean isQuick) {
    this.isQuick = isQuick;
  }

  boolean isThrown() {
    return this != SLOW && this != HANG;
  }

  /** Throws what it throws. */
  void strike() {
    switch (this) {
      case EXCEPTION -> throw new IllegalStateException("injected");
      case ERROR -> throw new AssertionError("injected");
      case OUT_OF_MEMORY -> throw new OutOfMemoryError("injected");
      case STACK_OVERFLOW -> throw new StackOverflowError("injected");
      default -> {}
    }
  }
}
