package io.github.requestree.export;

/** A format of ours, which tells its names. Immutable and thread-safe. */
public abstract class NamedFormat implements ReportFormat {
  private final String name;
  private final String mediaType;
  private final String fileSuffix;
  private final boolean showsTimeline;

  protected NamedFormat(String name, String mediaType, String fileSuffix, boolean showsTimeline) {
    this.name = name;
    this.mediaType = mediaType;
    this.fileSuffix = fileSuffix;
    this.showsTimeline = showsTimeline;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String mediaType() {
    return mediaType;
  }

  @Override
  public final String fileSuffix() {
    return fileSuffix;
  }

  @Override
  public final boolean showsTimeline() {
    return showsTimeline;
  }
}
