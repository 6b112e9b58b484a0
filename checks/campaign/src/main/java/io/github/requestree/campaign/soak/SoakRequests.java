package io.github.requestree.campaign.soak;

/**
 * The requests of the soak by their number: nearly all are quick, each to one of a million URLs.
 */
final class SoakRequests {

  static final int URLS = 1_000_000;

  /** Shares no factor with the number of URLs, so that each comes in its turn. */
  private static final long STRIDE = 7_919;

  /** Of so many requests in a row one is of each special kind. */
  private static final int ROUND = 1_000;

  private static final String[] SPECIAL = {
    "/slow", "/query", "/tasks", "/async", "/notes", "/fail"
  };

  /** A failure after which Tomcat keeps the connection; it does not after 500. */
  private static final int FAILED = 504;

  private static final String CONSONANTS = "bdfgklmnprstvz";
  private static final String VOWELS = "aeiou";

  private SoakRequests() {}

  static String path(long number) {
    int kind = (int) (number % ROUND);
    if (kind < SPECIAL.length) {
      return SPECIAL[kind];
    }
    int url = (int) (number * STRIDE % URLS);
    return url % 2 == 0 ? "/item/" + url : "/read/" + word(url);
  }

  /** Returns a word that reads like a name, so that it makes a route of its own. */
  private static String word(int number) {
    StringBuilder word = new StringBuilder();
    for (int rest = number; rest > 0 || word.isEmpty(); rest /= VOWELS.length()) {
      word.append(CONSONANTS.charAt(rest % CONSONANTS.length()));
      rest /= CONSONANTS.length();
      word.append(VOWELS.charAt(rest % VOWELS.length()));
    }
    return word.toString();
  }

  /** Returns the status of the answer to a path; its body is the path itself. */
  static int status(String path) {
    return path.equals("/fail") ? FAILED : 200;
  }
}
