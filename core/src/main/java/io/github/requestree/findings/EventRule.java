package io.github.requestree.findings;

import java.util.List;

/** One query or remote call text is a good part of the time. */
final class EventRule implements Rule {

  @Override
  public List<Candidate> find(Evidence evidence) {
    return List.of();
  }
}
