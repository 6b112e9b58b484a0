package io.github.requestree.sampling.recording;

import io.github.requestree.internal.Resources;
import io.github.requestree.profile.Libraries;
import io.github.requestree.profile.WaitKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the kind of a thread's wait from its innermost frames. Stateless.
 *
 * <p>The innermost frame tells whether the thread waits at all; the frames around it give the kind.
 * A park inside a queue is a wait for the queue, and a socket read inside a JDBC driver is a wait
 * for the database.
 */
public final class WaitTable {

  /** The number of frames that are searched: a driver or client is never deeper. */
  private static final int MAX_FRAMES = 64;

  private static final List<String> FUTURES = words("futures");
  private static final List<String> STREAMS_OF_CLIENT = words("clients");
  private static final List<String> CONTAINERS = words("containers");

  private WaitTable() {}

  /**
   * Returns the kind of the thread's wait.
   *
   * @param stack the innermost frame first
   * @param end the end of the frames of interest
   * @return null if nothing tells that it waits
   */
  public static @Nullable WaitKind kind(StackTraceElement[] stack, int end, Thread.State state) {
    WaitKind kind = innermost(stack, end, state);
    return kind == null ? null : owner(stack, end, kind);
  }

  /** Returns the kind of a wait in an event of this kind; null if that says nothing. */
  public static @Nullable WaitKind inEvent(String kind) {
    return switch (kind) {
      case "sql" -> WaitKind.DATABASE;
      case "http" -> WaitKind.HTTP_CLIENT;
      default -> null;
    };
  }

  /**
   * Returns the kind of wait of a thread that does not run although no frame tells that it waits.
   *
   * @param innermost null if it has no frame that tells anything, least of all that it could have
   *     run
   */
  static WaitKind standingStill(@Nullable StackTraceElement innermost, Thread.State state) {
    if (state == Thread.State.BLOCKED) {
      return WaitKind.LOCK;
    }
    return state == Thread.State.RUNNABLE && innermost != null && !innermost.isNativeMethod()
        ? WaitKind.NOT_SCHEDULED
        : WaitKind.WAITING;
  }

  private static @Nullable WaitKind innermost(
      StackTraceElement[] stack, int end, Thread.State state) {
    if (end == 0) {
      return null;
    }
    if (state == Thread.State.BLOCKED) {
      // This holds for any frame: a thread notified in Object.wait needs the monitor back.
      return WaitKind.LOCK;
    }
    String method = stack[0].getMethodName();
    return switch (stack[0].getClassName()) {
      case "java.lang.Thread" -> method.startsWith("sleep") ? WaitKind.SLEEPING : null;
      case "java.lang.Object" -> method.startsWith("wait") ? parked(stack, end) : null;
      case "java.lang.VirtualThread", "jdk.internal.vm.Continuation" ->
          method.equals("tryYield") ? null : parked(stack, end);
      case "jdk.internal.misc.Unsafe", "sun.misc.Unsafe" ->
          method.equals("park") ? parked(stack, end) : null;
      case "java.lang.ProcessHandleImpl" -> WaitKind.PROCESS;
      case "java.io.FileInputStream", "java.io.FileOutputStream", "java.io.RandomAccessFile" ->
          stack[0].isNativeMethod() ? WaitKind.FILE : null;
      default -> stack[0].isNativeMethod() ? nativeCall(stack, end) : null;
    };
  }

  private static @Nullable WaitKind nativeCall(StackTraceElement[] stack, int end) {
    String className = stack[0].getClassName();
    if (className.startsWith("sun.nio.ch.")) {
      // JDK 17 writes to a socket as to a file.
      boolean file =
          className.contains("FileDispatcher")
              && !(end > 1 && stack[1].getClassName().contains("SocketDispatcher"));
      return file ? WaitKind.FILE : WaitKind.SOCKET;
    }
    if (className.startsWith("sun.nio.fs.")) {
      return WaitKind.FILE;
    }
    if (className.startsWith("java.net.") || className.startsWith("io.netty.channel.")) {
      return WaitKind.SOCKET;
    }
    return null;
  }

  /**
   * Returns the kind of wait of a thread that parks or is in Object.wait, by the first frame that
   * tells.
   */
  private static WaitKind parked(StackTraceElement[] stack, int end) {
    for (int i = 1; i < Math.min(end, MAX_FRAMES); i++) {
      String className = stack[i].getClassName();
      if (className.equals("java.lang.Thread") && stack[i].getMethodName().startsWith("sleep")) {
        return WaitKind.SLEEPING;
      }
      if (className.startsWith("java.util.concurrent.locks.")) {
        if (className.contains("ReentrantLock")
            || className.contains("ReadWriteLock")
            || className.contains("StampedLock")) {
          return WaitKind.LOCK;
        }
      } else if (className.startsWith("java.util.concurrent.")) {
        if (className.contains("Future") || className.contains("ForkJoinTask")) {
          return WaitKind.FUTURE;
        }
        if (className.contains("Queue") || className.contains("Deque")) {
          return WaitKind.QUEUE;
        }
      } else if (className.startsWith("sun.nio.ch.")) {
        return WaitKind.SOCKET;
      } else if (!isJdk(className)) {
        return isOneOf(FUTURES, className) ? WaitKind.FUTURE : WaitKind.WAITING;
      }
    }
    return WaitKind.WAITING;
  }

  private static WaitKind owner(StackTraceElement[] stack, int end, WaitKind kind) {
    boolean inContainer =
        kind == WaitKind.WAITING || kind == WaitKind.FUTURE || kind == WaitKind.SOCKET;
    for (int i = 0; i < Math.min(end, MAX_FRAMES); i++) {
      String className = stack[i].getClassName();
      // A caller may know the reason better than the frame that waits.
      WaitKind owned = Libraries.waitKind(className, stack[i].getMethodName());
      if (owned != null) {
        return owned;
      }
      if (isJdk(className)) {
        continue;
      }
      if (kind == WaitKind.SLEEPING) {
        // An interceptor that sleeps before it tries again does not wait for any answer.
        return kind;
      }
      // A listener of the application below its stream waits for something of its own.
      inContainer = inContainer && isOneOf(CONTAINERS, className);
      if (inContainer && isOneOf(STREAMS_OF_CLIENT, className)) {
        return WaitKind.CLIENT;
      }
    }
    return kind;
  }

  private static List<String> words(String key) {
    return Resources.words(WaitTable.class, "waits.txt", key);
  }

  private static boolean isJdk(String className) {
    return className.startsWith("java.")
        || className.startsWith("jdk.")
        || className.startsWith("sun.");
  }

  private static boolean isOneOf(List<String> prefixes, String className) {
    for (String prefix : prefixes) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
