package io.github.requestree.findings;

import java.util.List;

/** Looks for one kind of thing. Stateless and thread-safe. */
interface Rule {

  /** What stands out; empty if nothing does. */
  List<Candidate> find(Evidence evidence);
}
