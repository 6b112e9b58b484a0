package io.github.requestree.findings;

import java.util.List;

/** Remote calls are made one after the other. */
final class RemoteCallsRule implements Rule {

  @Override
  public List<Candidate> find(Evidence evidence) {
    return List.of();
  }
}
