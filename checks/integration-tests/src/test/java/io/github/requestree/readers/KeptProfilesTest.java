package io.github.requestree.readers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.export.CollapsedReport;
import io.github.requestree.export.JsonReport;
import io.github.requestree.export.PprofReport;
import io.github.requestree.export.ReportFormat;
import io.github.requestree.export.SpeedscopeReport;
import io.github.requestree.page.HtmlReport;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.servlet.ProfilingOptions;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.TextReport;
import io.github.requestree.tools.reading.KeptProfile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Whatever is made of a kept profile of the demo is what would have been made at once. */
final class KeptProfilesTest {
  private static final List<String> PATHS =
      List.of(
          "/fast",
          "/lock",
          "/cpu",
          "/report",
          "/query",
          "/query?join=true",
          "/remote",
          "/sync_blocking",
          "/async_blocking",
          "/sync_blocking_fixed");

  @Test
  void every_route_of_the_demo_is_read_as_it_was_written() throws Exception {
    Map<String, Profile> profiles = new ConcurrentHashMap<>();
    ProfileSink sink =
        new ProfileSink() {
          @Override
          public void accept(Profile profile) {
            profiles.put(profile.id(), profile);
          }

          @Override
          public boolean wantsTimeline() {
            return true;
          }
        };
    try (Demo demo = Demo.start(ProfilingOptions.builder().addSink(sink).build())) {
      HttpClient client = HttpClient.newHttpClient();
      List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
      for (String path : PATHS) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(demo.address() + path)).build();
        answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
      }
      answers.forEach(CompletableFuture::join);
    }

    // Closing has delivered all of them.
    assertThat(profiles.values())
        .extracting(profile -> profile.request().path())
        .containsAll(PATHS.stream().map(path -> path.replaceFirst("\\?.*", "")).toList());
    for (Profile profile : profiles.values()) {
      byte[] document = bytes(JsonReport.create(), profile);
      KeptProfile kept = KeptProfile.read("it", new ByteArrayInputStream(document));
      for (ReportFormat format : formats(Shaping.DEFAULT)) {
        ReportFormat later =
            formats(kept.shaping()).stream()
                .filter(one -> one.name().equals(format.name()))
                .findFirst()
                .orElseThrow();
        assertThat(bytes(later, kept.profile()))
            .as("%s of %s", format.name(), profile.name())
            .isEqualTo(bytes(format, profile));
      }
    }
  }

  private static List<ReportFormat> formats(Shaping shaping) {
    return List.of(
        JsonReport.create(shaping),
        TextReport.builder().shaping(shaping).build(),
        HtmlReport.builder().shaping(shaping).build(),
        SpeedscopeReport.create(),
        CollapsedReport.create(),
        PprofReport.create());
  }

  private static byte[] bytes(ReportFormat format, Profile profile) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(profile, out);
    return out.toByteArray();
  }
}
