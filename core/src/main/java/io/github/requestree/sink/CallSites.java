package io.github.requestree.sink;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Allows a warning a minute for each call site, and counts those between. Remembers the newest call
 * sites only. <em>Not</em> thread-safe.
 */
final class CallSites {

  private static final long MINUTE = 60_000_000_000L;
  private static final int MOST = 200;

  private static final class Site {
    long warnedNanos;
    int suppressed;
  }

  private final Map<String, Site> sites =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Site> eldest) {
          return size() > MOST;
        }
      };

  /**
   * How many warnings of this call site were kept back since the last; -1 to keep this one back.
   */
  int allows(String callSite, long nowNanos) {
    Site site = sites.get(callSite);
    if (site == null) {
      site = new Site();
      sites.put(callSite, site);
    } else if (nowNanos - site.warnedNanos < MINUTE) {
      site.suppressed++;
      return -1;
    }
    int suppressed = site.suppressed;
    site.suppressed = 0;
    site.warnedNanos = nowNanos;
    return suppressed;
  }
}
