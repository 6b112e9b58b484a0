package io.github.requestree.campaign;

import io.github.requestree.campaign.disk.DiskCommand;
import io.github.requestree.campaign.faults.FaultsCommand;
import io.github.requestree.campaign.races.RacesCommand;
import io.github.requestree.campaign.redeploys.RedeploysCommand;
import io.github.requestree.campaign.soak.SoakCommand;
import io.github.requestree.campaign.time.TimeCommand;
import java.util.List;

/** Runs one part of the campaign: {@code java -jar campaign.jar <command> --quick|--full}. */
public final class Campaign {

  /** The commands, in the order of the published table. */
  static final List<Command> COMMANDS =
      List.of(
          new FaultsCommand(),
          new DiskCommand(),
          new RedeploysCommand(),
          new SoakCommand(),
          new RacesCommand(),
          new TimeCommand());

  private Campaign() {}

  public static void main(String[] words) {
    List<String> arguments = List.of(words);
    for (Command command : COMMANDS) {
      if (!arguments.isEmpty() && command.name().equals(arguments.get(0))) {
        System.exit(run(command, Size.of(arguments)) ? 0 : 1);
      }
    }
    System.err.println("usage: java -jar campaign.jar <command> --quick|--full");
    for (Command command : COMMANDS) {
      System.err.printf("  %-10s %s%n", command.name(), command.summary());
    }
    System.exit(2);
  }

  private static boolean run(Command command, Size size) {
    Rows rows = new Rows();
    try {
      command.run(size, rows);
    } catch (Throwable e) {
      e.printStackTrace();
      rows.check("the campaign itself", "", "it comes to its end", false, e.toString());
    }
    System.out.println(Machine.line() + ", " + command.name() + " --" + size.word() + "\n");
    System.out.println(rows);
    return rows.hold();
  }
}
