package io.github.requestree.docs;

import io.github.requestree.docs.Page.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Tries the shell lines of the docs: bash can parse them, and the modules, jars, goals, tests,
 * scripts and subcommands that they name exist.
 */
final class Shell {

  private static final Pattern MODULES = Pattern.compile("-pl (\\S+)");
  private static final Pattern JAR = Pattern.compile("(\\S+/target/\\S+\\.jar)");
  private static final Pattern BENCHMARK = Pattern.compile("benchmarks\\.jar (\\S+)");
  private static final Pattern TEST = Pattern.compile("-Dtest=(\\w+)");
  private static final Pattern SCRIPT =
      Pattern.compile("(?m)^(?:\\./)?((?:\\.ci|checks)/[\\w/-]+)");
  private static final Pattern MAVEN =
      Pattern.compile("(?m)(?:^|&& )mvn ((?:[^\\n&|;#]|\\\\\\n)*)");
  private static final Set<String> PHASES =
      Set.of("test", "package", "verify", "install", "deploy", "compile", "clean", "test-compile");

  /** Prefixes of plugins that the root pom pins. */
  private static final Pattern GOAL = Pattern.compile("(?:spotless|versions):[a-z]+");

  private Shell() {}

  static List<String> errors(Block block, Reactor reactor) throws IOException {
    List<String> errors = new ArrayList<>();
    String said = parsed(block.text());
    if (!said.isEmpty()) {
      errors.add(block.at() + " is no shell: " + said);
    }
    errors.addAll(named(block.at(), block.text(), reactor));
    return errors;
  }

  /** Returns the things that a command names and that do not exist. */
  static List<String> named(String at, String text, Reactor reactor) {
    List<String> errors = new ArrayList<>();
    for (String modules : found(MODULES, text)) {
      for (String module : modules.split(",", -1)) {
        if (!reactor.modules().contains(module)) {
          errors.add(at + " names module " + module + ", which is not built");
        }
      }
    }
    for (String jar : found(JAR, text)) {
      if (!reactor.jars().contains(jar)) {
        errors.add(at + " names " + jar + ", which is not built");
      }
    }
    for (String command : found(BENCHMARK, text)) {
      if (!reactor.benchmarks().contains(command)) {
        errors.add(at + " names " + command + ", which is no command of benchmarks");
      }
    }
    for (String test : found(TEST, text)) {
      if (!reactor.tests().contains(test)) {
        errors.add(at + " names " + test + ", which is no test");
      }
    }
    for (String script : found(SCRIPT, text)) {
      if (!Files.isExecutable(Page.ROOT.resolve(script)) && !reactor.modules().contains(script)) {
        errors.add(at + " names " + script + ", which cannot be run");
      }
    }
    for (String arguments : found(MAVEN, text)) {
      for (String argument : arguments.replaceAll("-(pl|b) \\S+", "").strip().split("\\s+", -1)) {
        boolean goal = !argument.isEmpty() && !argument.startsWith("-") && !argument.equals("\\");
        if (goal && !PHASES.contains(argument) && !GOAL.matcher(argument).matches()) {
          errors.add(at + " names goal " + argument + ", which this check does not know");
        }
      }
    }
    return errors;
  }

  private static String parsed(String text) throws IOException {
    Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    try (var input = bash.getOutputStream()) {
      input.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
