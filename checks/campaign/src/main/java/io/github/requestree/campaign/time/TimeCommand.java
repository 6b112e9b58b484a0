package io.github.requestree.campaign.time;

import io.github.requestree.campaign.Command;
import io.github.requestree.campaign.Rows;
import io.github.requestree.campaign.Size;

/** Injects a wall clock that jumps, a process that was suspended, a laptop that slept. */
public final class TimeCommand implements Command {

  @Override
  public String name() {
    return "time";
  }

  @Override
  public String summary() {
    return "a wall clock that jumps, a process that was suspended, a laptop that slept";
  }

  @Override
  public void run(Size size, Rows rows) throws Exception {
    rows.skip("nothing yet", "", "this command is being written");
  }
}
