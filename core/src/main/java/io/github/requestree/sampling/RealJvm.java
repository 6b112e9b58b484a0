package io.github.requestree.sampling;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The running JVM. Thread-safe, but for {@link #stopCost}, which the sampler alone asks for.
 *
 * <p>A capture is {@link Thread#getStackTrace()}: a handshake with that thread alone from JDK 19
 * on. {@link ThreadMXBean#getThreadInfo(long[], int)} stops the whole JVM on every JDK. Before 19,
 * where a single stack does the same, it captures several in one stop; else it is only called
 * without a stack. For a virtual thread the clocks answer {@link Jvm#UNKNOWN} and the lock is not
 * known.
 */
final class RealJvm implements Jvm {

  /** A clock that moves in larger steps, as on Windows, proves nothing. */
  private static final long FINE_STEP_NANOS = 100_000;

  /**
   * The factor for unseen cost: on servers whose requests wait, the process's CPU time grows by
   * this much more than our clocks say.
   */
  private static final double WITH_UNSEEN = 1.4;

  /** Bounds the time for which all threads stand still. */
  private static final int MAX_STACKS_IN_ONE_STOP = 16;

  private static final long CALIBRATION_NANOS = 20_000_000;
  private static final int CALIBRATION_STEPS = 16;
  private static final int DEFAULT_DEEPEST_STACK = 1024;

  /** The origin of all times, so that none ever wraps around and times can be compared. */
  private static final long ORIGIN = System.nanoTime();

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final com.sun.management.@Nullable ThreadMXBean allocation = allocationBean(threads);
  private final boolean cpuClock = hasCpuClock(threads);
  private final boolean handshakes = Runtime.version().feature() >= 19;
  private final int deepestStack = deepestStackOfJvm();
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final StopEstimate stops = new StopEstimate();
  private volatile @Nullable Boolean standstillProvable;

  private static com.sun.management.@Nullable ThreadMXBean allocationBean(ThreadMXBean bean) {
    if (bean instanceof com.sun.management.ThreadMXBean hotSpot
        && hotSpot.isThreadAllocatedMemorySupported()
        && hotSpot.isThreadAllocatedMemoryEnabled()) {
      return hotSpot;
    }
    return null;
  }

  private static boolean hasCpuClock(ThreadMXBean bean) {
    return bean.isThreadCpuTimeSupported() && bean.isThreadCpuTimeEnabled();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime() - ORIGIN;
  }

  @Override
  public long ownCpuNanos() {
    return cpuClock ? threads.getCurrentThreadCpuTime() : UNKNOWN;
  }

  @Override
  public long cpuNanos(Thread thread) {
    if (!cpuClock) {
      return UNKNOWN;
    }
    // Without an id there is no thread to be looked up.
    return thread == Thread.currentThread()
        ? threads.getCurrentThreadCpuTime()
        : threads.getThreadCpuTime(thread.getId());
  }

  @Override
  public long allocatedBytes(Thread thread) {
    if (allocation == null) {
      return UNKNOWN;
    }
    return thread == Thread.currentThread()
        ? allocation.getCurrentThreadAllocatedBytes()
        : allocation.getThreadAllocatedBytes(thread.getId());
  }

  @Override
  public StackTraceElement[] stack(Thread thread) {
    if (thread == Thread.currentThread()) {
      return new Throwable().getStackTrace();
    }
    return withoutLambdas(thread.getStackTrace());
  }

  @Override
  public int stacksInOneStop() {
    return handshakes ? 1 : MAX_STACKS_IN_ONE_STOP;
  }

  @Override
  public StackTraceElement[][] stacks(Thread[] stopped) {
    long[] ids = new long[stopped.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = stopped[i].getId();
    }
    StackTraceElement[][] stacks = new StackTraceElement[ids.length][];
    ThreadInfo[] infos = threads.getThreadInfo(ids, Integer.MAX_VALUE);
    for (int i = 0; i < ids.length; i++) {
      stacks[i] =
          infos[i] == null ? new StackTraceElement[0] : withoutLambdas(infos[i].getStackTrace());
    }
    return stacks;
  }

  /**
   * On JDK 17 the stack of another thread has the classes that the JVM makes for lambdas, and one's
   * own stack has not. Both must take the same path through the tree.
   */
  private static StackTraceElement[] withoutLambdas(StackTraceElement[] stack) {
    int kept = 0;
    for (StackTraceElement frame : stack) {
      if (!frame.getClassName().contains("$$Lambda")) {
        stack[kept++] = frame;
      }
    }
    return kept == stack.length ? stack : Arrays.copyOf(stack, kept);
  }

  @Override
  public int deepestStack() {
    return deepestStack;
  }

  /**
   * Returns the value of {@code -XX:MaxJavaStackTraceDepth}, which from JDK 19 on holds for the
   * stacks of other threads too; 0 stands for no bound.
   */
  private static int deepestStackOfJvm() {
    try {
      HotSpotDiagnosticMXBean hotSpot =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      int depth = Integer.parseInt(hotSpot.getVMOption("MaxJavaStackTraceDepth").getValue());
      return depth <= 0 ? Integer.MAX_VALUE : depth;
    } catch (Throwable e) {
      return DEFAULT_DEEPEST_STACK;
    }
  }

  @Override
  public Thread.State state(Thread thread) {
    return thread.getState();
  }

  @Override
  public long waits(Thread thread) {
    ThreadInfo info = threads.getThreadInfo(thread.getId());
    return info == null ? UNKNOWN : info.getWaitedCount() + info.getBlockedCount();
  }

  @Override
  public @Nullable LockOwner lockOwner(Thread thread) {
    ThreadInfo info = threads.getThreadInfo(thread.getId());
    return info == null || info.getLockOwnerName() == null
        ? null
        : new LockOwner(info.getLockOwnerId(), info.getLockOwnerName());
  }

  @Override
  public boolean provesStandstill() {
    Boolean known = standstillProvable;
    if (known == null) {
      known = cpuClock && smallestStep() <= FINE_STEP_NANOS;
      standstillProvable = known;
    }
    return known;
  }

  /** Runs until the calling thread's CPU clock has moved some times. */
  private long smallestStep() {
    long id = Thread.currentThread().getId();
    long deadline = System.nanoTime() + CALIBRATION_NANOS;
    long smallest = Long.MAX_VALUE;
    long last = threads.getThreadCpuTime(id);
    for (int steps = 0; steps < CALIBRATION_STEPS && System.nanoTime() - deadline < 0; ) {
      long now = threads.getThreadCpuTime(id);
      if (now < 0) {
        return Long.MAX_VALUE;
      }
      if (now > last) {
        smallest = Math.min(smallest, now - last);
        last = now;
        steps++;
      }
    }
    return smallest;
  }

  /**
   * Returns the cost of a wake-up with the part that others pay: caches that it pushes out, and
   * work of the kernel.
   */
  @Override
  public long wakingCost(long cpuNanos) {
    return (long) (WITH_UNSEEN * cpuNanos);
  }

  /**
   * Before JDK 19 a capture stops every running thread. The VM thread does the work and the target
   * stands still meanwhile: each of them takes about as long as the caller. A thread that waits for
   * a core must first get it to be stopped, which may take milliseconds. The target loses nothing
   * by that, since it would have waited anyway; the others do. From 19 on a running target walks
   * itself, for at most as long as capturing alone takes the caller, which is half of its cost.
   */
  @Override
  public long walkCost(long cpuNanos, Walked walked) {
    return handshakes ? cpuNanos + (walked.runs() ? cpuNanos / 2 : 0) : 3 * cpuNanos;
  }

  /**
   * As long as any of them ran, or as they ran on all cores together, none stood still. On busy
   * cores much of the rest is the caller's own wait for a core; the more clocks there are, the less
   * of that counts.
   */
  @Override
  public long stopCost(long cpuNanos, List<Walked> walked) {
    Walked first = walked.get(0);
    int others = handshakes ? 0 : Math.min(first.furtherRunning(), cores - 1);
    if (others == 0) {
      return 0;
    }
    boolean anyRuns = false;
    long longest = 0;
    long together = 0;
    for (Walked one : walked) {
      long since = one.sinceCpuNanos();
      long ran = since == UNKNOWN ? 0 : Math.max(0, cpuNanos(one.thread()) - since);
      longest = Math.max(longest, ran);
      together += ran;
      anyRuns |= one.runs();
    }
    long notRunNanos = nanoTime() - first.sinceNanos() - Math.max(longest, together / cores);
    return others * stops.estimate(anyRuns, cpuNanos, notRunNanos);
  }
}
