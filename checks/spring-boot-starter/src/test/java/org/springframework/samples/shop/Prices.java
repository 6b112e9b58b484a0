package org.springframework.samples.shop;

import org.springframework.stereotype.Component;

/** Formats prices for the template, by rates that it fetches slowly. */
@Component("prices")
class Prices {

  private boolean fetched;

  public synchronized String euros(long cents) {
    if (!fetched) {
      Delay.untilSampled();
      fetched = true;
    }
    return cents / 100 + "." + cents / 10 % 10 + cents % 10;
  }
}
