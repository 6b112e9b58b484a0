package io.github.requestree.tools;

import io.github.requestree.tools.reading.KeptProfile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the report that the log had. */
@Command(
    name = "show",
    description = "Prints a profile as text, as the log has it.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "A profile; - for standard input.")
  private List<String> files = List.of();

  @Mixin private Look look = new Look();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String file : files) {
      KeptProfile kept = Sources.create().read(file);
      text.append(text.isEmpty() ? "" : "\n")
          .append(output.text(look.on(kept.shaping())).toText(kept.profile()));
    }
    output.print(text.toString());
    return 0;
  }
}
