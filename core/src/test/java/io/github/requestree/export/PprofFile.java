package io.github.requestree.export;

import io.github.requestree.profile.Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** A file of pprof, decoded. */
final class PprofFile {

  /** A sample: the names and lines of its calls from the innermost on, its values and labels. */
  record Sample(List<String> stack, List<Long> values, Map<String, String> labels) {}

  final List<String> sampleTypes = new ArrayList<>();
  final List<Sample> samples = new ArrayList<>();
  final List<String> comments = new ArrayList<>();
  final long timeNanos;
  final long durationNanos;
  final long period;
  private final List<String> strings;

  private PprofFile(ProtobufReader file) {
    strings = file.all(6).stream().map(ProtobufReader.Field::string).toList();
    timeNanos = file.number(9);
    durationNanos = file.number(10);
    period = file.number(12);
    file.all(13).forEach(comment -> comments.add(text(comment.value())));
    for (ProtobufReader.Field type : file.all(1)) {
      sampleTypes.add(text(type.message().number(1)) + "/" + text(type.message().number(2)));
    }
    Map<Long, String> functions = new HashMap<>();
    for (ProtobufReader.Field function : file.all(5)) {
      ProtobufReader fields = function.message();
      functions.put(fields.number(1), text(fields.number(2)) + " " + text(fields.number(4)));
    }
    Map<Long, String> locations = new HashMap<>();
    for (ProtobufReader.Field location : file.all(4)) {
      ProtobufReader fields = location.message();
      ProtobufReader line = fields.all(4).get(0).message();
      locations.put(fields.number(1), functions.get(line.number(1)) + ":" + line.number(2));
    }
    for (ProtobufReader.Field sample : file.all(2)) {
      samples.add(sample(sample.message(), locations));
    }
  }

  static PprofFile of(Profile profile) {
    return of(profile, PprofReport.Content.ALL);
  }

  static PprofFile of(Profile profile, PprofReport.Content content) {
    return of(Formatted.bytes(PprofReport.of(content), profile));
  }

  static PprofFile of(byte[] bytes) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new PprofFile(new ProtobufReader(gzip.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long sum(int sampleType) {
    return samples.stream().mapToLong(sample -> sample.values().get(sampleType)).sum();
  }

  private Sample sample(ProtobufReader sample, Map<Long, String> locations) {
    Map<String, String> labels = new TreeMap<>();
    for (ProtobufReader.Field label : sample.all(3)) {
      ProtobufReader fields = label.message();
      boolean isNumber = fields.number(2) == 0;
      String value = isNumber ? String.valueOf(fields.number(3)) : text(fields.number(2));
      labels.put(text(fields.number(1)), value);
    }
    return new Sample(
        sample.all(1).get(0).message().numbers().stream().map(locations::get).toList(),
        sample.all(2).get(0).message().numbers(),
        labels);
  }

  private String text(long index) {
    return strings.get(Math.toIntExact(index));
  }
}
