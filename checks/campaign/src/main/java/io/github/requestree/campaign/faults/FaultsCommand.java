package io.github.requestree.campaign.faults;

import io.github.requestree.campaign.Command;
import io.github.requestree.campaign.Rows;
import io.github.requestree.campaign.Size;

/** Injects faults in all that the engine calls: exceptions, Errors, hangs, slow answers. */
public final class FaultsCommand implements Command {

  @Override
  public String name() {
    return "faults";
  }

  @Override
  public String summary() {
    return "faults in all that the engine calls: exceptions, Errors, hangs, slow answers";
  }

  @Override
  public void run(Size size, Rows rows) throws Exception {
    rows.skip("nothing yet", "", "this command is being written");
  }
}
