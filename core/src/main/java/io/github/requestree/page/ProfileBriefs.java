package io.github.requestree.page;

import io.github.requestree.export.JsonWriter;
import io.github.requestree.profile.Profile;
import io.github.requestree.text.ReportHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Says in JSON what a badge shows of profiles. Stateless. */
final class ProfileBriefs {

  private ProfileBriefs() {}

  /** Returns an entry for each id; a profile that is not kept may still be on its way. */
  static String of(String[] ids, PublishedProfiles served) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonWriter json = new JsonWriter(out).beginArray();
    for (String id : ids) {
      Profile profile = served.recent().find(id).orElse(null);
      json.beginObject().field("id", id).field("kept", profile != null);
      if (profile != null) {
        write(profile, ReportHead.finding(profile, served.page().shaping()), json);
      }
      json.endObject();
    }
    json.endArray().finish();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void write(Profile profile, String finding, JsonWriter json) throws IOException {
    Profile.Request request = profile.request();
    long queries = 0;
    for (Profile.Event event : profile.events()) {
      queries += event.kind().equals("sql") ? event.count() : 0;
    }
    json.field("name", profile.name())
        .field("durationNanos", profile.durationNanos())
        .field("stillRunning", profile.stillRunning())
        .field("status", request == null ? 0 : request.status())
        .field("failed", request != null && request.failed())
        .field("queries", queries)
        .field("finding", finding.isEmpty() ? null : finding);
  }
}
