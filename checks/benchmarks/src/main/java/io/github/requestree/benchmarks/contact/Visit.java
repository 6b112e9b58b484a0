package io.github.requestree.benchmarks.contact;

/**
 * One request to the demo.
 *
 * @param run in which JVM, from 1
 * @param request what was asked for; what a route asked of another has an arrow in it
 * @param turn the first or the second such request in this JVM
 * @param measured what the route measured
 * @param shown what its profile shows
 */
record Visit(int run, String request, int turn, Measured measured, ShownProfile shown) {

  @Override
  public String toString() {
    return request + (turn == 1 ? " first" : " second") + " of run " + run;
  }
}
