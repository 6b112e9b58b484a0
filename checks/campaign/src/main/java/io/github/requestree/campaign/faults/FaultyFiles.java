package io.github.requestree.campaign.faults;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file system of this machine, each call of which may fail. Thread-safe. */
final class FaultyFiles extends FileSystemProvider {

  private final Injector faults;
  private final FileSystem real;
  private final FileSystem system = new Faulty();

  private FaultyFiles(Injector faults, FileSystem real) {
    this.faults = faults;
    this.real = real;
  }

  /** Returns this path in a file system that may fail. */
  static Path of(Path path, Injector faults) {
    return new FaultyFiles(faults, path.getFileSystem()).wrapped(path);
  }

  /** A path is an interface with many methods, all of which the real one has. */
  private Path wrapped(Path path) {
    return (Path)
        Proxy.newProxyInstance(
            FaultyFiles.class.getClassLoader(),
            new Class<?>[] {Path.class, Known.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("real")) {
                return path;
              }
              if (method.getName().equals("getFileSystem")) {
                return system;
              }
              Object[] given = arguments == null ? new Object[0] : arguments.clone();
              for (int i = 0; i < given.length; i++) {
                given[i] = given[i] instanceof Known known ? known.real() : given[i];
              }
              try {
                Object answer = method.invoke(path, given);
                return answer instanceof Path other ? wrapped(other) : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private interface Known {
    Path real();
  }

  private Path hit(Path path) throws IOException {
    faults.hit(Seam.FILES);
    return path instanceof Known known ? known.real() : path;
  }

  private FileSystemProvider provider() {
    return real.provider();
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return provider().newByteChannel(hit(path), options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    DirectoryStream<Path> stream = provider().newDirectoryStream(hit(directory), filter);
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> paths = stream.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return paths.hasNext();
          }

          @Override
          public Path next() {
            return wrapped(paths.next());
          }
        };
      }

      @Override
      public void close() throws IOException {
        stream.close();
      }
    };
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    provider().createDirectory(hit(directory), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    provider().delete(hit(path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    provider().copy(hit(source), hit(target), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    provider().move(hit(source), hit(target), options);
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return provider().isSameFile(hit(path), hit(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return provider().isHidden(hit(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return provider().getFileStore(hit(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    provider().checkAccess(hit(path), modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return provider().getFileAttributeView(((Known) path).real(), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return provider().readAttributes(hit(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return provider().readAttributes(hit(path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    provider().setAttribute(hit(path), name, value, options);
  }

  private final class Faulty extends FileSystem {

    @Override
    public FileSystemProvider provider() {
      return FaultyFiles.this;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public String getSeparator() {
      return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
      return List.of();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
      return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
      return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
      return wrapped(real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
      return real.getPathMatcher(pattern);
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
      return real.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
      throw new UnsupportedOperationException();
    }
  }
}
