package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.ProfileSums;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A sink that keeps what it is given. Thread-safe. */
public final class Reports implements ProfileSink {

  private static final Pattern AROUND =
      Pattern.compile(
          "(java\\.lang\\.(Virtual)?Thread|java\\.util\\.concurrent\\.|jdk\\.internal\\.vm\\.|org\\.eclipse\\.jetty\\."
              + "|org\\.apache\\.(tomcat|coyote)\\.|org\\.(jboss|xnio)\\.|io\\.undertow\\."
              + "|io\\.github\\.requestree\\.servlet\\.ProfilingFilter).*"
              + "\\.(run|runWith|doRun|enterSpecial|profiled)");

  private final List<Profile> profiles = new CopyOnWriteArrayList<>();

  @Override
  public void accept(Profile profile) {
    profiles.add(profile);
  }

  @Override
  public boolean wantsTimeline() {
    return true;
  }

  /** All so far. */
  public List<Profile> all() {
    return List.copyOf(profiles);
  }

  /** Waits until there are so many. */
  public List<Profile> await(int count) {
    Await.until(() -> count + " reports, got " + profiles.size(), () -> profiles.size() >= count);
    assertThat(profiles).hasSize(count);
    return all();
  }

  /**
   * Waits for the first, and asserts that it is alone by now; the end of a test asserts it again.
   */
  public Profile only() {
    return await(1).get(0);
  }

  /** The method of every frame in the tree, lanes included. */
  public static List<String> methods(Profile profile) {
    return nodes(profile.root()).map(node -> node.frame().name()).toList();
  }

  /**
   * The frames of the thread, of the container's pool and of the filter itself, which a tree leaves
   * out. The JDK has methods of such names elsewhere, too, as where it links a lambda.
   */
  static List<String> framesAround(Profile profile) {
    return nodes(profile.root())
        .map(node -> node.frame().className() + "." + node.frame().name())
        .filter(call -> AROUND.matcher(call).matches())
        .toList();
  }

  /** Its notes but for why no stack was seen, which is up to the machine's speed. */
  static List<String> notes(Profile profile) {
    return profile.notes().stream()
        .filter(note -> !note.startsWith("nothing was sampled: "))
        .toList();
  }

  static Stream<CallNode> nodes(CallNode node) {
    return Stream.concat(
        Stream.of(node),
        Stream.concat(node.children().stream(), node.lanes().stream()).flatMap(Reports::nodes));
  }

  /** Asserts what holds for every profile, whatever was measured. */
  void check() {
    assertThat(profiles).extracting(Profile::id).doesNotHaveDuplicates();
    profiles.forEach(ProfileSums::assertAddUp);
  }
}
