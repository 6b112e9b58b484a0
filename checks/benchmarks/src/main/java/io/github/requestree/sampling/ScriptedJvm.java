package io.github.requestree.sampling;

/** A JVM on fake time, all of whose threads do the same. Asking it costs nothing. */
final class ScriptedJvm extends FakeJvm {

  private final Script script;
  private long nanos;

  ScriptedJvm(Script script) {
    this.script = script;
  }

  void moveTo(long time) {
    nanos = Math.max(nanos, time);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public long cpuNanos(Thread thread) {
    return script.cpuNanosAt(nanos);
  }

  @Override
  public StackTraceElement[] stack(Thread thread) {
    return script.stackAt(nanos);
  }

  @Override
  public Thread.State state(Thread thread) {
    return script.runsAt(nanos) ? Thread.State.RUNNABLE : Thread.State.WAITING;
  }

  @Override
  public long waits(Thread thread) {
    return script.waitsAt(nanos);
  }
}
