package io.github.requestree.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Builds one message in the protocol buffers' wire format. <em>Not</em> thread-safe. */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int BYTES = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds a number; a field without a value is 0. */
  Protobuf number(int field, long value) {
    if (value != 0) {
      tag(field, VARINT);
      varint(value);
    }
    return this;
  }

  Protobuf string(int field, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    tag(field, BYTES);
    varint(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  Protobuf message(int field, Protobuf value) {
    tag(field, BYTES);
    varint(value.bytes.size());
    return add(value);
  }

  /** Adds the fields of another message to this one. */
  Protobuf add(Protobuf other) {
    bytes.writeBytes(other.bytes.toByteArray());
    return this;
  }

  /** Adds a bare number, seven bits a byte. */
  Protobuf varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    bytes.write((int) left);
    return this;
  }

  private void tag(int field, int wireType) {
    varint(((long) field << 3) | wireType);
  }

  /** Hands on the built bytes, and begins anew. */
  void drainTo(OutputStream out) throws IOException {
    bytes.writeTo(out);
    bytes.reset();
  }
}
