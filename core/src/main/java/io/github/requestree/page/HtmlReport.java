package io.github.requestree.page;

import io.github.requestree.export.JsonReport;
import io.github.requestree.export.JsonWriter;
import io.github.requestree.export.NamedFormat;
import io.github.requestree.export.ReportFormat;
import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.TextReport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a page for one profile, with call tree, flame graph, timeline, hot methods, queries and
 * remote calls. It is one file that needs nothing else, from a disk as well as from a server.
 * Immutable and thread-safe.
 *
 * <p>The call tree is that of {@link TextReport}, line by line. The page is the same for all
 * profiles except for three parts: its title, the document of {@link JsonReport}, and the lines of
 * the report. Its script shows them as text. Its {@linkplain #contentSecurityPolicy() policy} lets
 * a browser run that script alone, and send nothing anywhere.
 */
public final class HtmlReport extends NamedFormat {
  private static final int MAX_TITLE = 200;

  /**
   * Matches addresses that leave the browser: others could run a script, or tell a site of code.
   */
  private static final Pattern EDITOR_LINK =
      Pattern.compile(
          "(?!(?i:javascript|data|vbscript|blob|file|https?|wss?|ftp|about):)"
              + "[A-Za-z][A-Za-z0-9+.-]*:[\\x21-\\x7e&&[^\"'<>\\\\`]]{0,199}");

  private final Shaping shaping;
  private final List<ReportFormat> links;
  private final String editorLink;
  private final ZoneId zone;
  private final JsonReport json;
  private final ShownDocument shown;

  private HtmlReport(Builder builder) {
    super("html", "text/html;charset=utf-8", ".html", true);
    shaping = builder.shaping;
    links = builder.links;
    editorLink = builder.editorLink;
    zone = builder.zone;
    json = JsonReport.create(shaping);
    TextReport text = TextReport.builder().shaping(shaping).zone(zone).build();
    shown = new ShownDocument(shaping, text, new When(zone));
  }

  /** Returns a page with the default options. */
  public static HtmlReport create() {
    return builder().build();
  }

  /** Returns a builder with the default options. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with these options. */
  public Builder toBuilder() {
    return builder().shaping(shaping).links(links).editorLink(editorLink).zone(zone);
  }

  /**
   * Returns the content security policy in the page, for the header {@code Content-Security-Policy}
   * of a server. A server may add directives that browsers do not take from a page, such as {@code
   * frame-ancestors 'none'}.
   */
  public static String contentSecurityPolicy() {
    return Page.PARTS.policy();
  }

  Shaping shaping() {
    return shaping;
  }

  /** Returns whether this template can lead to an editor, and nowhere else. */
  public static boolean isEditorLink(String template) {
    return template.contains("{file}")
        && template.length() <= MAX_TITLE
        && EDITOR_LINK.matcher(template).matches();
  }

  @Override
  public void write(Profile profile, OutputStream out) throws IOException {
    write(profile, null, Map.of(), out);
  }

  /**
   * Writes the page of a profile with its difference from an earlier one: as a tree with signs, and
   * as a flame graph in red and blue. Of routes, give their mean requests.
   *
   * @throws IOException if the stream does
   */
  public void writeComparison(Profile before, Profile after, OutputStream out) throws IOException {
    write(after, before, Map.of(), out);
  }

  /**
   * Writes the page.
   *
   * @param before the profile that it is compared with; null if none
   * @param around the ids of other profiles that lie beside it, by the names of their links
   */
  void write(
      Profile profile, @Nullable Profile before, Map<String, String> around, OutputStream out)
      throws IOException {
    PageParts parts = Page.PARTS;
    String title = SafeText.html(title(profile), MAX_TITLE);
    print(out, parts.head().formatted(parts.policy(), title, parts.style()));
    print(out, parts.body());
    print(out, "<script type=\"application/json\" id=\"profile\">");
    json.write(profile, out);
    print(out, "</script>\n<script type=\"application/json\" id=\"shown\">");
    shown.write(profile, before, new JsonWriter(out));
    if (before != null) {
      print(out, "</script>\n<script type=\"application/json\" id=\"before\">");
      json.write(ShownDocument.both(before, profile), out);
    }
    print(out, "</script>\n<script type=\"application/json\" id=\"links\">");
    writeLinks(profile, around, out);
    print(out, "</script>\n<script>");
    print(out, parts.script());
    print(out, "</script>\n</body>\n</html>\n");
  }

  private void writeLinks(Profile profile, Map<String, String> around, OutputStream out)
      throws IOException {
    JsonWriter writer = new JsonWriter(out);
    writer
        .beginObject()
        .objects(
            "formats",
            links,
            format ->
                writeLink(
                    writer, format.fileSuffix().substring(1), profile.id(), format.fileSuffix()))
        .objects(
            "around",
            around.entrySet(),
            other -> writeLink(writer, other.getKey(), other.getValue(), ""))
        .field("editor", editorLink)
        .endObject()
        .finish();
  }

  private static void writeLink(JsonWriter writer, String name, String id, String suffix)
      throws IOException {
    // It begins with a dot, since a colon would end a scheme.
    String address = "./" + URLEncoder.encode(id, StandardCharsets.UTF_8) + suffix;
    writer.field("name", name).field("href", address);
  }

  /** Returns the title, the duration first: of a tab's title little more is seen. */
  private static String title(Profile profile) {
    Profile.Totals totals = profile.totals();
    if (totals != null) {
      return "p95 " + Figures.time(totals.p95Nanos()) + " " + profile.name();
    }
    String duration = Figures.time(profile.durationNanos());
    Profile.Request request = profile.request();
    if (request == null) {
      return duration + " " + profile.name();
    }
    String status = request.status() > 0 ? " " + request.status() : "";
    return duration + " " + request.method() + " " + request.path() + status;
  }

  private static void print(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Read at the first page, as most servers show none. */
  private static final class Page {
    static final PageParts PARTS = PageParts.load();
  }

  /** Makes an {@link HtmlReport}. <em>Not</em> thread-safe. */
  public static final class Builder {
    private Shaping shaping = Shaping.DEFAULT;
    private List<ReportFormat> links = List.of();
    private String editorLink = "";
    private ZoneId zone = ZoneId.systemDefault();

    private Builder() {}

    /** Sets how the tree is shaped, as in the text report; default {@link Shaping#DEFAULT}. */
    public Builder shaping(Shaping value) {
      shaping = value;
      return this;
    }

    /**
     * Links to the profile in these formats. They are expected beside the page, under the profile's
     * id and the format's suffix. Default none, as for a page in a file: it offers its own data.
     */
    public Builder links(List<ReportFormat> value) {
      links = List.copyOf(value);
      return this;
    }

    /**
     * Links from a place in the code to the reader's editor, such as {@code
     * idea://open?file={file}&line={line}}: {@code {file}} is the file below its source folder.
     * Default empty, for no such links.
     *
     * @throws IllegalArgumentException if it is not {@linkplain #isEditorLink such a template}
     */
    public Builder editorLink(String template) {
      if (!template.isEmpty() && !isEditorLink(template)) {
        throw new IllegalArgumentException(
            "editorLink is '"
                + SafeText.html(template, MAX_TITLE)
                + "', but must be an address of an editor with {file}, at most 200 characters");
      }
      editorLink = template;
      return this;
    }

    /** Sets the time zone in which it says when it was; default that of the system. */
    public Builder zone(ZoneId value) {
      zone = value;
      return this;
    }

    public HtmlReport build() {
      return new HtmlReport(this);
    }
  }
}
