package io.github.requestree.pyroscope;

import io.github.requestree.export.JsonWriter;
import io.github.requestree.export.PprofReport;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.TreeWalk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes one series with one profile as the body of a push. Stateless. */
final class PushBody {

  /** The limits of a server, which are its defaults. */
  static final int MAX_SAMPLES = 16_000;

  static final int MAX_BYTES = 4 << 20;

  private static final int MAX_NODES = 8_000;

  private PushBody() {}

  static byte[] of(Map<String, String> labels, Profile profile, PprofReport.Content content) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      JsonWriter json = new JsonWriter(out);
      json.beginObject().name("series").beginArray().beginObject().name("labels").beginArray();
      for (Map.Entry<String, String> label : labels.entrySet()) {
        json.beginObject().field("name", label.getKey()).field("value", label.getValue());
        json.endObject();
      }
      json.endArray().name("samples").beginArray().beginObject();
      String pprof = Base64.getEncoder().encodeToString(pprof(profile, content));
      json.field("rawProfile", pprof).field("ID", UUID.randomUUID().toString());
      json.endObject().endArray().endObject().endArray().endObject().finish();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] pprof(Profile profile, PprofReport.Content content) throws IOException {
    boolean lanes = content == PprofReport.Content.LANE_WALL;
    List<CallNode> trees = lanes ? TreeWalk.lanes(profile.root()) : List.of(profile.root());
    List<CallNode> smaller = trees;
    for (int nodes = MAX_NODES; ; nodes /= 2) {
      if (nodes == 0 || SmallerTree.samples(smaller) <= MAX_SAMPLES) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PprofReport.of(content).write(withTrees(profile, smaller, lanes), out);
        byte[] bytes = out.toByteArray();
        if (nodes == 0 || uncompressed(bytes) <= MAX_BYTES) {
          return bytes;
        }
      }
      smaller = SmallerTree.of(trees, Math.max(1, nodes));
    }
  }

  private static Profile withTrees(Profile profile, List<CallNode> trees, boolean lanes) {
    CallNode root =
        lanes
            ? CallNode.builder(Frame.of(Frame.Kind.ROOT, profile.name())).lanes(trees).build()
            : trees.get(0);
    return profile.toBuilder().root(root).build();
  }

  /** Returns the size that the end of a gzip file tells. */
  private static int uncompressed(byte[] gzip) {
    return ByteBuffer.wrap(gzip).order(ByteOrder.LITTLE_ENDIAN).getInt(gzip.length - Integer.BYTES);
  }
}
