package io.github.requestree.campaign.disk;

import io.github.requestree.campaign.Command;
import io.github.requestree.campaign.Rows;
import io.github.requestree.campaign.Size;

/** Injects a full disk, a missing and a read-only directory, a blocked log, a full heap. */
public final class DiskCommand implements Command {

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public String summary() {
    return "a full disk, a missing and a read-only directory, a blocked log, a full heap";
  }

  @Override
  public void run(Size size, Rows rows) throws Exception {
    rows.skip("nothing yet", "", "this command is being written");
  }
}
