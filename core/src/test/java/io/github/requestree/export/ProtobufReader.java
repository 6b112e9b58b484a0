package io.github.requestree.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The fields of one message in the protocol buffers' wire format. */
final class ProtobufReader {

  /** One field: its value if it is a number; otherwise what it consists of. */
  record Field(int number, long value, ProtobufReader message) {

    String string() {
      return new String(message.bytes, StandardCharsets.UTF_8);
    }
  }

  private static final ProtobufReader EMPTY = new ProtobufReader(new byte[0]);

  private final byte[] bytes;
  private final List<Field> fields = new ArrayList<>();
  private int next;

  ProtobufReader(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  List<Field> all(int number) {
    if (fields.isEmpty()) {
      read();
    }
    return fields.stream().filter(field -> field.number() == number).toList();
  }

  /** A number; 0 if it is not there. */
  long number(int number) {
    return all(number).stream().mapToLong(Field::value).sum();
  }

  List<Long> numbers() {
    List<Long> numbers = new ArrayList<>();
    for (next = 0; next < bytes.length; ) {
      numbers.add(varint());
    }
    return numbers;
  }

  private void read() {
    while (next < bytes.length) {
      long tag = varint();
      int number = Math.toIntExact(tag >>> 3);
      switch ((int) (tag & 7)) {
        case 0 -> fields.add(new Field(number, varint(), EMPTY));
        case 2 -> {
          byte[] value = new byte[Math.toIntExact(varint())];
          System.arraycopy(bytes, next, value, 0, value.length);
          next += value.length;
          fields.add(new Field(number, 0, new ProtobufReader(value)));
        }
        default -> throw new AssertionError("wire type " + (tag & 7));
      }
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = bytes[next++];
      value |= (part & 0x7fL) << shift;
      if (part >= 0) {
        return value;
      }
    }
  }
}
