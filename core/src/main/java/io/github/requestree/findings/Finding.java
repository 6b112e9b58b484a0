package io.github.requestree.findings;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that makes a profile slow, or harms others. Immutable and thread-safe.
 *
 * @param kind its kind
 * @param sentence its text, such as {@code 67 % sleeps in SlowWork.slowOperation SlowWork.java:14};
 *     one line of at most 200 characters that is safe to print
 * @param share the part of the profile's duration that it explains, 0 to 1. For work that was
 *     handed off it compares that work with the duration: the request need not have waited for it
 * @param nanos the same in nanoseconds
 * @param node the node of the profile's tree that shows it; null if there is no single one
 * @param event the event that shows it; null unless it is about queries or remote calls
 */
public record Finding(
    Kind kind,
    String sentence,
    double share,
    long nanos,
    @Nullable CallNode node,
    Profile.@Nullable Event event) {

  /** The length of the longest sentence, in {@code char}s. */
  public static final int MAX_SENTENCE = 200;

  /** The kinds of findings. More may be added. */
  public enum Kind {
    /** A thread that must never block was blocked. */
    BLOCKED_THREAD,
    /** A hand-off began late. */
    LATE_START,
    /** Remote calls one after the other. */
    CALLS_IN_A_ROW,
    /** One query. */
    QUERY,
    /** One remote call. */
    REMOTE_CALL,
    /** One kind of waiting in one call. */
    WAITING,
    /** Work or waiting on another thread, to which it was handed off. */
    LANE,
    /** One call that computes. */
    COMPUTING,
    /** It takes longer than other requests of its route. */
    UNUSUAL,
    /** Classes are loaded. */
    CLASS_LOADING,
    /** A thread could have run and had no CPU. */
    NOT_SCHEDULED,
    /** Pauses of the garbage collector. */
    GARBAGE_COLLECTION,
    /** More than half of it was not seen. */
    NOT_SAMPLED
  }

  public Finding {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(sentence, "sentence");
  }

  /** Returns the sentence for a log that has ASCII alone, of at most 200 characters too. */
  public String asciiSentence() {
    String ascii = sentence.replace('\u00d7', 'x').replace("\u2026", "...");
    return new SafeText(true).of(ascii, MAX_SENTENCE);
  }
}
