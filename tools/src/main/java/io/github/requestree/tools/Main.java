package io.github.requestree.tools;

import io.github.requestree.profile.SafeText;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The program. It ends with status 0; with 2 if an argument or a file cannot be taken, which it
 * says in one line; with 1 if it fails itself.
 */
@Command(
    name = "requestree",
    description = "Works with profiles that Requestree has kept as JSON.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      OpenCommand.class,
      ShowCommand.class,
      ConvertCommand.class,
      CompareCommand.class,
      MergeCommand.class,
      TopCommand.class
    },
    footer = {
      "",
      "A filter keeps profiles with the options directory=DIR and directoryFormat=json.",
      "Give - for standard input."
    })
public final class Main implements Runnable {
  static final int REFUSED = CommandLine.ExitCode.USAGE;
  private static final int MAX_LINE = 400;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Tells the version of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"requestree-tools " + (version == null ? "(unknown)" : version)};
    }
  }

  Main() {}

  /** Runs the program, and ends the JVM with its status unless it serves pages. */
  public static void main(String[] arguments) {
    int status = commandLine().execute(arguments);
    System.out.flush();
    System.exit(status);
  }

  static CommandLine commandLine() {
    CommandLine program = new CommandLine(new Main());
    program
        .getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
    return program
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::refuse)
        .setExecutionExceptionHandler((failure, command, parsed) -> fail(failure, command));
  }

  /** Without a command, it says what there is. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "give a command, such as show; see --help");
  }

  private static int refuse(ParameterException wrong, String[] arguments) {
    say(wrong.getCommandLine(), String.valueOf(wrong.getMessage()));
    return REFUSED;
  }

  private static int fail(Exception failure, CommandLine command) {
    if (failure instanceof java.io.IOException || failure instanceof IllegalArgumentException) {
      say(command, String.valueOf(failure.getMessage()));
      return REFUSED;
    }
    say(command, "failed, which is a bug: " + failure);
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static void say(CommandLine command, String message) {
    PrintWriter err = command.getErr();
    err.println("requestree: " + SafeText.printable(message, MAX_LINE));
    err.flush();
  }
}
