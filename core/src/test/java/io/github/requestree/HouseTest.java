package io.github.requestree;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The house has a room for each job: data flows one way through the packages. */
class HouseTest {

  private static final String BASE = "io.github.requestree.";

  /** The largest: a running profile, its segments, who hands them on and what they note. */
  private static final int MAX_CIRCLE = 18;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.requestree");

  /** Which packages each package may import; all may import what is internal. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("internal", List.of()),
          Map.entry("profile", List.of()),
          Map.entry(
              "sampling",
              List.of("profile", "sampling.recording", "sampling.pacing", "sampling.delivery")),
          Map.entry("sampling.delivery", List.of("profile", "sampling.pacing")),
          Map.entry("sampling.pacing", List.of()),
          Map.entry("sampling.recording", List.of("profile")),
          Map.entry("shaping", List.of("profile")),
          Map.entry("findings", List.of("profile", "shaping")),
          Map.entry("routes", List.of("profile")),
          Map.entry("export", List.of("profile", "shaping", "findings")),
          Map.entry("text", List.of("profile", "shaping", "findings", "export")),
          Map.entry("page", List.of("profile", "shaping", "routes", "export", "text")),
          Map.entry("jfr", List.of("profile", "findings")),
          Map.entry(
              "servlet",
              List.of("profile", "sampling", "shaping", "routes", "export", "text", "page")));

  /** What the engine's rooms show to each other; not part of the API. */
  private static final Map<String, Set<String>> INTERNAL_TYPES =
      Map.of(
          "profile",
          Set.of(
              "Libraries", "BaselineComparison", "DisplayName", "GeneratedName", "FrameOnThread"),
          "jfr",
          Set.of("FlightRecorderIntegration", "AsyncProfilerIntegration"),
          "export",
          Set.of("JsonWriter", "NamedFormat"),
          "findings",
          Set.of("BlockingSummary"),
          "shaping",
          Set.of("ShapedTree"),
          "text",
          Set.of("EventChange", "ReportHead", "ReportRows"),
          "page",
          Set.of("ProfilePages", "PublishedProfiles"),
          "sampling.delivery",
          Set.of(
              "Count",
              "DeliveryCounters",
              "Ended",
              "Funds",
              "Reporter",
              "SamplerEvents",
              "SinkQuestions"),
          "sampling.pacing",
          Set.of(
              "Backoff",
              "Budget",
              "LookPlan",
              "LookPlanner",
              "RequestThreadCosts",
              "SamplerClock",
              "SamplerCosts",
              "StackChoice"),
          "sampling.recording",
          Set.of(
              "Attribution",
              "BlockWatch",
              "EventSpan",
              "JvmPauses",
              "LockHolder",
              "LookTotals",
              "RecordedNode",
              "RecordedTimeline",
              "SeenStack",
              "SegmentTree",
              "StackBase",
              "StackPath",
              "TreeBuilder",
              "TreeSize",
              "WaitTable"));

  private static final Map<String, Set<String>> PUBLIC_TYPES =
      Map.ofEntries(
          Map.entry(
              "internal",
              Set.of(
                  "DetachedLog",
                  "Escapes",
                  "Figures",
                  "GivenSecret",
                  "Glob",
                  "HttpMethods",
                  "Ids",
                  "NumberFolding",
                  "Option",
                  "OptionKind",
                  "OptionValues",
                  "Options",
                  "OwnCode",
                  "OwnThread",
                  "Rate",
                  "Resources",
                  "WarningLimit")),
          Map.entry(
              "profile",
              Set.of(
                  "Profile",
                  "CallNode",
                  "Frame",
                  "TreeWalk",
                  "SafeText",
                  "WaitKind",
                  "Surroundings",
                  "Timeline",
                  "ProfileSink",
                  "Integration",
                  "BlockedThread")),
          Map.entry(
              "sampling",
              Set.of(
                  "Profiler",
                  "ActiveProfile",
                  "SamplingOptions",
                  "ProfilerStatistics",
                  "CurrentProfile",
                  "OpenNote",
                  "Timing")),
          Map.entry("shaping", Set.of("Shaping", "TreeDifference")),
          Map.entry("findings", Set.of("Findings", "Finding")),
          Map.entry("routes", Set.of("RouteTotals")),
          Map.entry(
              "export",
              Set.of(
                  "ReportFormat",
                  "JsonReport",
                  "SpeedscopeReport",
                  "CollapsedReport",
                  "PprofReport",
                  "DirectorySink")),
          Map.entry("text", Set.of("TextReport", "LogSink")),
          Map.entry("page", Set.of("HtmlReport", "RecentProfiles", "Access")),
          Map.entry(
              "servlet",
              Set.of("ProfilingFilter", "ProfilingOptions", "Trigger", "ProfilesServlet")));

  @Test
  void importsPointOneWay() {
    ARROWS.forEach(
        (room, allowed) -> {
          for (String other : ARROWS.keySet()) {
            if (!other.equals(room) && !other.equals("internal") && !allowed.contains(other)) {
              noClasses()
                  .that()
                  .resideInAPackage(BASE + room)
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage(BASE + other)
                  .check(CLASSES);
            }
          }
        });
  }

  @Test
  void noArrowIsPermittedThatNobodyDraws() {
    ARROWS.forEach(
        (room, allowed) -> {
          Set<String> drawn = new TreeSet<>();
          for (JavaClass type : CLASSES) {
            if (type.getPackageName().equals(BASE + room)) {
              type.getDirectDependenciesFromSelf()
                  .forEach(to -> drawn.add(to.getTargetClass().getPackageName().replace(BASE, "")));
            }
          }
          assertThat(drawn).as(room).containsAll(allowed);
        });
  }

  @Test
  void everyPackageIsOneOfThese() {
    Set<String> packages = new TreeSet<>();
    CLASSES.forEach(type -> packages.add(type.getPackageName().replace(BASE, "")));
    assertThat(packages).isEqualTo(new TreeSet<>(ARROWS.keySet()));
  }

  @Test
  void atMostEighteenClassesOfARoomReferToOneAnotherInACircle() {
    Map<String, Set<String>> references = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      Set<String> others =
          references.computeIfAbsent(topLevel(type.getName()), key -> new TreeSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(other -> other.getPackageName().equals(type.getPackageName()))
          .forEach(other -> others.add(topLevel(other.getName())));
    }
    for (String type : references.keySet()) {
      Set<String> circle = reachable(references, type);
      circle.removeIf(other -> !reachable(references, other).contains(type));
      assertThat(circle).as("circle of " + type).hasSizeLessThanOrEqualTo(MAX_CIRCLE);
    }
  }

  private static Set<String> reachable(Map<String, Set<String>> references, String from) {
    Set<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (String next : references.getOrDefault(open.remove(), Set.of())) {
        if (found.add(next)) {
          open.add(next);
        }
      }
    }
    return found;
  }

  private static String topLevel(String name) {
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  @Test
  void noClassHasMoreThanThirtyFieldsAndNoConstructorMoreThanSevenParameters() {
    for (JavaClass type : CLASSES) {
      boolean isPublicRecord = type.isRecord() && type.getModifiers().contains(JavaModifier.PUBLIC);
      // The compiler gives constructors of constants two parameters of its own.
      int more = type.isEnum() ? 2 : 0;
      if (!isPublicRecord) {
        assertThat(type.getFields())
            .as(type.getName())
            .filteredOn(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .hasSizeLessThanOrEqualTo(30);
        assertThat(type.getConstructors())
            .as(type.getName())
            .allMatch(constructor -> constructor.getRawParameterTypes().size() <= 7 + more);
      }
    }
  }

  @Test
  void onlyTheServletSideSeesTheServletApi() {
    noClasses()
        .that()
        .resideOutsideOfPackages(BASE + "servlet", BASE + "page")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.servlet..")
        .check(CLASSES);
  }

  @Test
  void onlyWhatMayBeLeftOutSeesTheFlightRecorder() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + "jfr")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.jfr..")
        .check(CLASSES);
  }

  @Test
  void coreNeedsSlf4jAndTheServletApiAlone() {
    classes()
        .that()
        .resideOutsideOfPackage(BASE + "jfr")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            BASE + "*..",
            "java.io..",
            "java.lang..",
            "java.math..",
            "java.net..",
            "java.nio..",
            "java.security..",
            "java.time..",
            "java.util..",
            "javax.net.ssl",
            "com.sun.management",
            "javax.management..",
            "org.slf4j..",
            "jakarta.servlet..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  @Test
  void theseTypesArePublicAndNoOthers() {
    Map<String, Set<String>> expected = new TreeMap<>();
    for (Map<String, Set<String>> types : List.of(PUBLIC_TYPES, INTERNAL_TYPES)) {
      types.forEach(
          (room, some) -> expected.computeIfAbsent(room, r -> new TreeSet<>()).addAll(some));
    }
    Map<String, Set<String>> found = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      if (type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC)) {
        String room = type.getPackageName().substring(BASE.length());
        found.computeIfAbsent(room, r -> new TreeSet<>()).add(type.getSimpleName());
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void nobodyButTheEngineUsesItsRooms() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + "sampling..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + "sampling.*..")
        .check(CLASSES);
  }

  @Test
  void whatIsNotAbstractIsFinal() {
    for (JavaClass type : CLASSES) {
      if (type.isTopLevelClass()
          && !type.isInterface()
          && !type.getModifiers().contains(JavaModifier.ABSTRACT)
          && !type.getSimpleName().equals("package-info")) {
        assertThat(type.getModifiers()).as(type.getName()).contains(JavaModifier.FINAL);
      }
    }
  }
}
