package io.github.requestree.benchmarks;

import io.github.requestree.benchmarks.contact.FirstContact;
import io.github.requestree.benchmarks.fidelity.Fidelity;
import io.github.requestree.benchmarks.memory.MemoryCommand;
import io.github.requestree.benchmarks.micro.MicroCommand;
import io.github.requestree.benchmarks.overhead.OverheadCommand;
import io.github.requestree.benchmarks.start.StartCommand;
import java.util.List;

/** Runs one measurement: {@code java -jar benchmarks.jar <command> --quick|--full}. */
public final class Benchmarks {

  private static final List<Command> COMMANDS =
      List.of(
          new FirstContact(),
          new MicroCommand(),
          new OverheadCommand(),
          new Fidelity(),
          new MemoryCommand(),
          new StartCommand());

  private Benchmarks() {}

  public static void main(String[] words) throws Exception {
    List<String> arguments = List.of(words);
    for (Command command : COMMANDS) {
      if (!arguments.isEmpty() && command.name().equals(arguments.get(0))) {
        System.exit(command.run(arguments.subList(1, arguments.size())) ? 0 : 1);
      }
    }
    System.err.println("usage: java -jar benchmarks.jar <command> --quick|--full");
    for (Command command : COMMANDS) {
      System.err.printf("  %-13s %s%n", command.name(), command.summary());
    }
    System.exit(2);
  }
}
