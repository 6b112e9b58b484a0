package io.github.requestree.jdbc;

import java.util.Random;

/** Makes texts that are lexically right for one kind of database, with secrets in all literals. */
final class SqlGenerator {

  enum Dialect {
    STANDARD,
    POSTGRESQL,
    MYSQL,
    ORACLE,
    SQL_SERVER,
    BIG_QUERY
  }

  /** In each literal, before and after whatever is hostile in it. */
  static final String SECRET = "zq";

  static final String SECRET_NUMBER = "7733";

  /** The last word of each statement that is not cut. */
  static final String END = "tail_end";

  private static final String[] WORDS = {
    "select", "from", "where", "and", "order by", "t1.col2", "gr\u00f6\u00dfe", "as", "join t2 on"
  };
  private static final String[] SIGNS = {
    "?", ":name", "<>", "||", "::int", "(", ")", "()", ";", "@>", "{", "}", "*", "%", "~", "!="
  };
  private static final String[] BLANKS = {" ", "  ", "\n", "\t", "\r\n", " \0 ", "\u00a0", " "};
  private static final String HOSTILE =
      "''\"\"``\\\\--/**/$$[](){}#;,? \n\r\t\0aenqxbu0=.\ud800\u2028";

  private final Random random;
  private final Dialect dialect;
  private final StringBuilder sql = new StringBuilder();

  SqlGenerator(Random random, Dialect dialect) {
    this.random = random;
    this.dialect = dialect;
  }

  String statement() {
    sql.setLength(0);
    if (random.nextInt(100) == 0) {
      sql.append("abcdefghi ".repeat(random.nextInt(980, 1_000)));
    }
    int parts = random.nextInt(1, 12);
    for (int i = 0; i < parts; i++) {
      part();
      blank();
    }
    sql.append(END);
    if (random.nextInt(5) == 0) {
      // Whatever was cut off is missing: a quote, a bracket, the end of a comment.
      sql.setLength(random.nextInt(sql.length()));
    }
    return sql.toString();
  }

  private void part() {
    switch (random.nextInt(10)) {
      case 0, 1 -> sql.append(pick(WORDS));
      case 2 -> sql.append(pick(SIGNS));
      case 3 -> name();
      case 4 -> comment();
      case 5 ->
          sql.append(pick("a = ", "(", "in (1, ", "-", "= -")).append(SECRET_NUMBER + "9.5e-7");
      case 6 -> special();
      default -> {
        sql.append(pick("a = ", "a=", "b like ", "in (", "in ('', ", "values (", "concat(x,", "<"));
        literal();
        sql.append(pick("", "", ")", ",", ") and "));
      }
    }
  }

  private void blank() {
    sql.append(pick(BLANKS));
    if (random.nextInt(8) == 0) {
      comment();
    }
  }

  private void literal() {
    switch (dialect) {
      case STANDARD -> standardString(pick("", "", "N", "n", "date "));
      case POSTGRESQL -> {
        switch (random.nextInt(4)) {
          case 0 -> escapedString("E'", '\'');
          case 1 -> escapedString("e'", '\'');
          case 2 -> dollarString();
          default -> standardString(pick("", "", "U&", "interval "));
        }
      }
      case MYSQL -> {
        if (random.nextBoolean()) {
          escapedString(pick("'", "N'", "_utf8'"), '\'');
        } else {
          escapedString("\"", '"');
        }
      }
      case ORACLE -> {
        if (random.nextInt(3) == 0) {
          oracleString();
        } else {
          standardString(pick("", "N", "timestamp "));
        }
      }
      case SQL_SERVER -> standardString(pick("", "N"));
      case BIG_QUERY -> {
        if (random.nextInt(3) == 0) {
          tripleString(pick("'", "\""));
        } else if (random.nextBoolean()) {
          escapedString("'", '\'');
        } else {
          escapedString("\"", '"');
        }
      }
    }
  }

  private void standardString(String prefix) {
    sql.append(prefix).append('\'').append(secret().replace("'", "''")).append('\'');
  }

  /** With backslashes, or now and then a doubled quote where that is allowed too. */
  private void escapedString(String open, char quote) {
    sql.append(open);
    boolean doubles = dialect != Dialect.BIG_QUERY;
    for (char c : secret().toCharArray()) {
      if (c == '\\') {
        sql.append("\\\\");
      } else if (c == quote) {
        sql.append(doubles && random.nextBoolean() ? quote : '\\').append(quote);
      } else {
        sql.append(c);
      }
    }
    sql.append(quote);
  }

  private void dollarString() {
    String tag = pick("$$", "$x$", "$Tag_1$");
    sql.append(' ').append(tag).append(secret().replace("$", "")).append(tag);
  }

  private void oracleString() {
    String pair = pick("[]", "{}", "()", "<>", "!!", "''");
    String content = secret().replace(pair.charAt(1) + "'", "");
    if (content.contains(pair.charAt(1) + "'")) {
      content = SECRET;
    }
    sql.append(pick("q'", "Q'", "nq'")).append(pair.charAt(0)).append(content);
    sql.append(pair.charAt(1)).append('\'');
  }

  private void tripleString(String quote) {
    sql.append(quote.repeat(3));
    sql.append(secret().replace("\\", "\\\\").replace(quote + quote, quote));
    sql.append(quote.repeat(3));
  }

  private String secret() {
    StringBuilder secret = new StringBuilder(SECRET);
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      secret.append(HOSTILE.charAt(random.nextInt(HOSTILE.length())));
      if (random.nextInt(3) == 0) {
        secret.append(SECRET);
      }
    }
    return secret.append(SECRET).toString();
  }

  private void name() {
    String content = pick("a b", "it's", "x''y", "\"q\"", "`r`", "a--b", "a/*b", "$$", "]", "'");
    switch (dialect) {
      case MYSQL -> sql.append('`').append(content.replace("`", "``")).append('`');
      case BIG_QUERY -> sql.append("`a b`");
      case SQL_SERVER -> sql.append('[').append(content.replace("]", "]]")).append(']');
      default -> {
        sql.append(pick("from ", "x.", "")).append('"');
        sql.append(content.replace("\"", "\"\"")).append('"');
      }
    }
  }

  private void comment() {
    String content = pick(" it's ", " \" ", " zq ", " -- ", " ` ", " $$ ", " [ ", " don''t zq ");
    switch (random.nextInt(4)) {
      case 0 -> sql.append(" -- ").append(content).append('\n');
      case 1 -> {
        boolean nests = dialect == Dialect.POSTGRESQL || dialect == Dialect.SQL_SERVER;
        sql.append("/*").append(content);
        sql.append(nests ? "/*" + content + "*/" + content : "/* ").append("*/");
      }
      default -> sql.append("/*").append(content).append("*/");
    }
  }

  /** What only this database knows. */
  private void special() {
    switch (dialect) {
      case STANDARD -> sql.append("like ? escape '\\' ");
      case POSTGRESQL -> sql.append(pick("data #>> ", "array[", "array[[")).append("'zq]' ");
      case MYSQL -> {
        switch (random.nextInt(4)) {
          case 0 -> sql.append("# it's \" `\n");
          case 1 -> sql.append("x#it's\n");
          case 2 -> sql.append("trim(both \"zq\" from \"zq\")");
          default -> sql.append("5--").append(SECRET_NUMBER).append(" + 'zq\n-- zq' ");
        }
      }
      case ORACLE -> sql.append("identified by zq");
      case SQL_SERVER -> sql.append("#temp where a = 'zq\n' ");
      case BIG_QUERY -> sql.append("# it's\n");
    }
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }
}
