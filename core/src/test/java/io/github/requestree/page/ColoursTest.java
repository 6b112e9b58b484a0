package io.github.requestree.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Colours can be read and told apart, by people who see fewer of them too. */
class ColoursTest {
  /** What WCAG asks of text, and of what is no text. */
  private static final double TEXT = 4.5;

  private static final double SHAPE = 3;

  /** A difference in CIE Lab that is seen side by side; that of neighbours in a rainbow is 10. */
  private static final double LEAST_DIFFERENCE = 15;

  private static final List<String> FAMILIES =
      List.of(
          "--WORKING",
          "--family-DATA",
          "--family-THREADS",
          "--family-SLEEP",
          "--family-PROCESSOR",
          "--AWAIT");

  /** How people see who lack a kind of cones (Machado, Oliveira and Fernandes 2009). */
  private static final Map<String, double[][]> SIGHTS =
      Map.of(
          "all",
          new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
          "no red",
          new double[][] {
            {0.152286, 1.052583, -0.204868},
            {0.114503, 0.786281, 0.099216},
            {-0.003882, -0.048116, 1.051998}
          },
          "no green",
          new double[][] {
            {0.367322, 0.860646, -0.227968},
            {0.280085, 0.672501, 0.047413},
            {-0.011820, 0.042940, 0.968881}
          },
          "no blue",
          new double[][] {
            {1.255528, -0.076749, -0.178779},
            {-0.078411, 0.930809, 0.147602},
            {0.004733, 0.691367, 0.303900}
          });

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void textIsReadOnEachGround(boolean dark) {
    Map<String, String> colours = colours(dark);
    for (String ground : List.of("--panel", "--back", "--chosen", "--bad-back")) {
      assertThat(contrast(colours, "--text", ground)).as(ground).isGreaterThan(TEXT);
    }
    for (String text : List.of("--quiet", "--accent", "--bad")) {
      assertThat(contrast(colours, text, "--panel")).as(text).isGreaterThan(TEXT);
      assertThat(contrast(colours, text, "--back")).as(text).isGreaterThan(TEXT);
    }
    for (String family : FAMILIES) {
      assertThat(contrast(colours, "--on-box", family)).as(family).isGreaterThan(TEXT);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsNotSampledStandsOutFromItsGround(boolean dark) {
    Map<String, String> colours = colours(dark);
    assertThat(contrast(colours, "--hatch", "--panel")).isGreaterThan(SHAPE);
    assertThat(contrast(colours, "--hatch", "--back")).isGreaterThan(SHAPE);
    assertThat(contrast(colours, "--hatch", "--hatch-back")).isGreaterThan(SHAPE);
    assertThat(contrast(colours, "--noted", "--panel")).isGreaterThan(SHAPE);
  }

  @ParameterizedTest
  @CsvSource({
    "false, all", "false, no red", "false, no green", "false, no blue",
    "true, all", "true, no red", "true, no green", "true, no blue"
  })
  void familiesAreToldApart(boolean dark, String sight) {
    Map<String, String> colours = colours(dark);
    for (String one : FAMILIES) {
      for (String other : FAMILIES.subList(FAMILIES.indexOf(one) + 1, FAMILIES.size())) {
        double difference =
            distance(lab(seen(colours, one, sight)), lab(seen(colours, other, sight)));
        assertThat(difference).as("%s and %s", one, other).isGreaterThan(LEAST_DIFFERENCE);
      }
    }
  }

  /** By their variables; on dark, those of light where dark has none of its own. */
  private static Map<String, String> colours(boolean dark) {
    String[] styles = PageParts.load().style().split("prefers-color-scheme: dark", -1);
    Map<String, String> colours = new LinkedHashMap<>();
    for (String style : dark ? List.of(styles[0], styles[1]) : List.of(styles[0])) {
      Matcher found =
          Pattern.compile("(--[A-Za-z_-]+): (#[0-9a-f]{3}(?:[0-9a-f]{3})?);").matcher(style);
      while (found.find()) {
        colours.put(found.group(1), found.group(2));
      }
    }
    return colours;
  }

  private static double contrast(Map<String, String> colours, String one, String other) {
    double first = luminance(linear(colours.get(one)));
    double second = luminance(linear(colours.get(other)));
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double[] seen(Map<String, String> colours, String name, String sight) {
    double[] colour = linear(colours.get(name));
    double[][] matrix = SIGHTS.get(sight);
    double[] seen = new double[3];
    for (int row = 0; row < 3; row++) {
      double sum = 0;
      for (int column = 0; column < 3; column++) {
        sum += matrix[row][column] * colour[column];
      }
      seen[row] = Math.min(1, Math.max(0, sum));
    }
    return seen;
  }

  private static double[] linear(String colour) {
    List<Double> parts = new ArrayList<>();
    int digits = colour.length() == 4 ? 1 : 2;
    for (int at = 1; at < colour.length(); at += digits) {
      String part = colour.substring(at, at + digits);
      double value = Integer.parseInt(digits == 1 ? part + part : part, 16) / 255.0;
      parts.add(value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
    }
    return parts.stream().mapToDouble(part -> part).toArray();
  }

  private static double luminance(double[] colour) {
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2];
  }

  private static double[] lab(double[] colour) {
    double x = (0.4124 * colour[0] + 0.3576 * colour[1] + 0.1805 * colour[2]) / 0.95047;
    double y = luminance(colour);
    double z = (0.0193 * colour[0] + 0.1192 * colour[1] + 0.9505 * colour[2]) / 1.08883;
    return new double[] {116 * root(y) - 16, 500 * (root(x) - root(y)), 200 * (root(y) - root(z))};
  }

  private static double root(double value) {
    return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16.0 / 116;
  }

  private static double distance(double[] one, double[] other) {
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      squares += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return Math.sqrt(squares);
  }
}
