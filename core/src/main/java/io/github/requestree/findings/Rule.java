package io.github.requestree.findings;

import java.util.List;

/** Finds one kind of reason. Stateless and thread-safe. */
interface Rule {

  /** Returns the results that stand out; empty if nothing does. */
  List<Candidate> find(Evidence evidence);
}
