package io.github.requestree.tools.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.github.requestree.export.JsonReport;
import io.github.requestree.profile.Profile;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.tools.reading.JsonInput.WrongValueException;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A profile that was kept as a document of {@link JsonReport}. Whatever is made of it is what would
 * have been made at once. Immutable and thread-safe.
 *
 * @param source the name of its file, for messages
 * @param profile the profile
 * @param shaping the default one, except for classes that the application counted otherwise
 */
public record KeptProfile(String source, Profile profile, Shaping shaping) {

  /**
   * Reads a file.
   *
   * @throws UnreadableProfileException if it is no profile that can be read; it says why in a line
   */
  public static KeptProfile read(Path file) throws UnreadableProfileException {
    String source = file.toString();
    if (Files.isDirectory(file)) {
      throw new UnreadableProfileException(source, "is a directory, not a profile");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return read(source, in);
    } catch (UnreadableProfileException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new UnreadableProfileException(source, "does not exist");
    } catch (IOException e) {
      throw new UnreadableProfileException(source, "cannot be read: " + e);
    }
  }

  /**
   * Reads one document, to its end.
   *
   * @param source names the document in messages
   * @throws UnreadableProfileException if it is no profile that can be read; it says why in a line
   */
  public static KeptProfile read(String source, InputStream in) throws UnreadableProfileException {
    try (JsonInput json = new JsonInput(in)) {
      DocumentReader document = new DocumentReader(json);
      Profile profile = document.read();
      return new KeptProfile(source, profile, document.shaping());
    } catch (WrongValueException e) {
      throw new UnreadableProfileException(source, String.valueOf(e.getMessage()));
    } catch (JsonEOFException e) {
      throw new UnreadableProfileException(source, "ends in the middle");
    } catch (StreamConstraintsException e) {
      throw new UnreadableProfileException(
          source, "is beyond the bounds of a profile: " + firstLine(e.getOriginalMessage()));
    } catch (JsonProcessingException | CharConversionException e) {
      throw new UnreadableProfileException(source, "is no JSON: " + firstLine(message(e)));
    } catch (IOException e) {
      throw new UnreadableProfileException(source, "cannot be read: " + e);
    }
  }

  private static String message(IOException e) {
    return e instanceof JsonProcessingException json
        ? json.getOriginalMessage() + " at column " + json.getLocation().getColumnNr()
        : String.valueOf(e.getMessage());
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
