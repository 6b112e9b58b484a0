package io.github.requestree.page;

import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.requestree.export.Formatted;
import io.github.requestree.export.JsonReport;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Libraries;
import io.github.requestree.profile.Profile;
import io.github.requestree.text.TextReport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page says of libraries what the data says, and that is what the log says. */
class LibraryNamesTest {

  static List<String> prefixes() {
    return Libraries.prefixes();
  }

  @ParameterizedTest
  @MethodSource("prefixes")
  void pageAndLogNameALibraryTheSame(String prefix) {
    CallNode last =
        method(prefix + "Last", "run", 1, 300).evidence(CallNode.Evidence.of(1, 0)).build();
    CallNode next = method(prefix + "Next", "run", 1, 0, last).build();
    CallNode in = method(prefix + "In", "run", 1, 0, next).build();
    CallNode shop = method("com.acme.Shop", "list", 1, 0, in).build();
    Profile profile = profileOf(root("GET /", shop).build()).build();
    JsonNode json = Formatted.json(JsonReport.create(), profile);
    String name = Libraries.nameOf(prefix + "Last");

    assertThat(TextReport.create().toText(profile)).contains("[2 frames hidden]  " + name + "\n");
    for (JsonNode frame : json.get("frames")) {
      boolean library = frame.get("className").asText().startsWith(prefix);
      assertThat(frame.path("libraryName").asText("")).isEqualTo(library ? name : "");
    }
  }

  @Test
  void theScriptOfThePageHasNoNamesOfItsOwn() {
    assertThat(PageParts.load().script())
        .contains("frame.libraryName")
        .doesNotContain("apache", "eclipse", "springframework");
  }
}
