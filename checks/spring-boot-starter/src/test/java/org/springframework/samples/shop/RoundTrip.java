package org.springframework.samples.shop;

import java.sql.Connection;
import org.h2.api.Trigger;

/** Makes a query of the database in memory take as long as one over a network. */
public final class RoundTrip implements Trigger {

  /** For the database. */
  public RoundTrip() {}

  @Override
  public void fire(Connection connection, Object[] before, Object[] after) {
    Delay.untilSampled();
  }
}
