package io.github.requestree.campaign.races;

import io.github.requestree.campaign.Size;
import io.github.requestree.servlet.ProfilingFilter;
import jakarta.servlet.Filter;

/** Something that happens beside something else, many times. For one scene. */
interface Race {

  /** Describes it for the table. */
  String text();

  /** Returns how often it happens. */
  int times(Size size);

  /** Returns the filter to register. */
  default Filter registered(ProfilingFilter filter) {
    return filter;
  }

  /** Returns whether the filter sees all requests. */
  default boolean seesAll() {
    return true;
  }

  /** Returns whether this warning is right. */
  default boolean expects(String warning) {
    return false;
  }

  /** Lets it happen so often, while others send requests. */
  void run(Scene scene, int times) throws Exception;
}
