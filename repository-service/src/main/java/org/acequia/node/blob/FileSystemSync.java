package org.acequia.node.blob;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The system call `syncfs`, which makes everything written to one file system durable. Used on
/// Linux from 5.8 on: before, it did not report that writing had failed.
///
/// It must be opened before the first write that it should answer for: it reports failures that
/// came after. For one thread.
final class FileSystemSync implements AutoCloseable {

  private static final int READ_ONLY = 0;
  private static final int KERNEL_MAJOR = 5;
  private static final int KERNEL_MINOR = 8;
  private static final Optional<Calls> CALLS = isRecentLinux() ? Calls.find() : Optional.empty();

  private final Calls calls;
  private final Path directory;
  private final int descriptor;

  private FileSystemSync(Calls calls, Path directory, int descriptor) {
    this.calls = calls;
    this.directory = directory;
    this.descriptor = descriptor;
  }

  /// Opens it for the file system of `directory`, or returns empty where it cannot be relied upon.
  static Optional<FileSystemSync> open(Path directory) {
    return CALLS.flatMap(calls -> {
      int descriptor = calls.openReadOnly(directory);
      return descriptor < 0
          ? Optional.empty()
          : Optional.of(new FileSystemSync(calls, directory, descriptor));
    });
  }

  /// Returns when what was written to the file system before, names included, is durable.
  void sync() throws IOException {
    if (Calls.call(calls.syncfs, descriptor) != 0) {
      throw new IOException("The file system of %s did not take all writes".formatted(directory));
    }
  }

  @Override
  public void close() {
    int _ = Calls.call(calls.close, descriptor);
  }

  private static boolean isRecentLinux() {
    Matcher version =
        Pattern.compile("^(\\d{1,4})\\.(\\d{1,4}).*").matcher(System.getProperty("os.version", ""));
    if (!"Linux".equals(System.getProperty("os.name")) || !version.matches()) {
      return false;
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    return major > KERNEL_MAJOR || (major == KERNEL_MAJOR && minor >= KERNEL_MINOR);
  }

  /// The functions of the C library. Calling them is what `--enable-native-access` permits.
  @SuppressWarnings("restricted")
  private record Calls(MethodHandle open, MethodHandle syncfs, MethodHandle close) {

    static Optional<Calls> find() {
      SymbolLookup names = Linker.nativeLinker().defaultLookup();
      Optional<MemorySegment> open = names.find("open");
      Optional<MemorySegment> syncfs = names.find("syncfs");
      Optional<MemorySegment> close = names.find("close");
      if (open.isEmpty() || syncfs.isEmpty() || close.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Calls(
              Linker.nativeLinker()
                  .downcallHandle(
                      open.get(),
                      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                      Linker.Option.firstVariadicArg(2)),
              ofDescriptor(syncfs.get()),
              ofDescriptor(close.get())));
    }

    /// Returns a negative number if it cannot be opened.
    int openReadOnly(Path path) {
      try (Arena arena = Arena.ofConfined()) {
        return (int) open.invokeExact(arena.allocateFrom(path.toString()), READ_ONLY);
      } catch (Throwable e) {
        throw new AssertionError("open(2) throws nothing", e);
      }
    }

    static int call(MethodHandle function, int descriptor) {
      try {
        return (int) function.invokeExact(descriptor);
      } catch (Throwable e) {
        throw new AssertionError("system calls throw nothing", e);
      }
    }

    private static MethodHandle ofDescriptor(MemorySegment function) {
      return Linker.nativeLinker()
          .downcallHandle(function, FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    }
  }
}
