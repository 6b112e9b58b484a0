package io.github.requestree.campaign.redeploys;

/** The state of the application when it is undeployed. */
enum Variant {
  /** All requests have ended. */
  IDLE("redeploys of an idle application"),
  /** Requests and tasks are in it, and end afterwards. */
  HELD("redeploys with requests and tasks in flight, which end afterwards"),
  /** Requests and tasks end at about the same time. */
  ENDING("redeploys with requests and tasks in flight, which end meanwhile");

  final String text;

  Variant(String text) {
    this.text = text;
  }

  /** Returns that of a redeploy, counted from 0. */
  static Variant of(int redeploy) {
    return values()[redeploy % values().length];
  }
}
