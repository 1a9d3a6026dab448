package org.acequia.indexer.extraction;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.acequia.core.media.Fault;
import org.acequia.core.media.FileMetadata;
import org.acequia.core.media.Preview;
import org.acequia.indexer.extraction.Job.Task;
import org.acequia.indexer.extraction.Reply.Next;
import org.acequia.indexer.extraction.Worker.Answer;

/// Gets out of files what they say and show, in processes of their own. For one thread; whoever
/// makes it closes it, which ends those processes.
public final class Extractor implements AutoCloseable {

  /// Grows when files read before would give more, or other things, now.
  public static final int VERSION = 1;

  /// How long one file may take in one process, where nobody says otherwise.
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  /// How long one page of a document may take, the start of a process included.
  public static final Duration PAGE_PATIENCE = Duration.ofSeconds(20);

  /// The largest picture and the longest text that are taken over, in bytes.
  private static final long OUTPUT_BYTES_MAX = 8L << 20;

  /// Pictures that would have been read if they were sound. Of other kinds nobody knows.
  private static final Set<String> COMMON =
      Set.of(
          "image/jpeg",
          "image/png",
          "image/gif",
          "image/webp",
          "image/bmp",
          "image/tiff",
          "image/heic",
          "image/heif",
          "image/avif");

  private final Path scratch;
  private final Worker worker;
  private final Optional<Played> played;

  private Extractor(Path scratch, Worker worker, Optional<Played> played) {
    this.scratch = scratch;
    this.worker = worker;
    this.played = played;
  }

  /// Opens an extractor. Nothing is started before the first file comes.
  ///
  /// @param cache a directory of this extractor's own, made if it is not there, deletable while
  ///   none runs
  /// @param patience how long one file may take in one process
  /// @throws IOException if it cannot be written to
  public static Extractor in(Path cache, Duration patience) throws IOException {
    Path scratch = cache.resolve("scratch");
    Files.createDirectories(scratch);
    Files.createDirectories(cache.resolve("fonts"));
    Sandbox sandbox = Sandbox.probe();
    Optional<Played> played =
        Ffmpeg.unpack(cache).map(ffmpeg -> new Played(sandbox, ffmpeg, scratch, patience));
    return new Extractor(scratch, new Worker(sandbox, scratch, patience), played);
  }

  /// What came of a file.
  ///
  /// @param small where the picture lies until the next call
  /// @param large where the picture lies until the next call
  /// @param text where the words lie, in UTF-8, until the next call
  /// @param fault what could not be got out of it
  public record Outcome(
      FileMetadata metadata,
      Optional<Picture> small,
      Optional<Picture> large,
      Optional<Path> text,
      Optional<Fault> fault) {

    /// Nothing came of it.
    public static Outcome fault(Fault fault) {
      return new Outcome(
          FileMetadata.NONE,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(fault));
    }
  }

  /// A picture.
  public record Picture(Path file, Preview preview) {}

  /// Reads `file`.
  ///
  /// @param name under which people know it, as a hint
  /// @throws IOException if the scratch directory cannot be written to, or no process be started:
  ///   this says nothing about the file
  /// @throws InterruptedException if the thread is told to stop
  public Outcome extract(Path file, String name) throws IOException, InterruptedException {
    emptyScratch();
    return switch (worker.ask(new Job(file, name, scratch, Task.READ))) {
      case Answer.Lost(Fault fault) -> Outcome.fault(fault);
      case Answer.Replied(Reply reply) -> follow(file, reply);
    };
  }

  /// Draws one page of a PDF, as the large picture of the outcome, with the page's own words.
  ///
  /// @param number from 1 to [org.acequia.core.media.DocumentPages#PAGES_MAX]
  /// @throws IOException if the scratch directory cannot be written to, or no process be started:
  ///   this says nothing about the file
  public Outcome page(Path file, int number) throws IOException {
    emptyScratch();
    Job job = new Job(file, "", scratch, Task.PAGE, number);
    return switch (worker.ask(job, PAGE_PATIENCE)) {
      case Answer.Lost(Fault fault) -> Outcome.fault(fault);
      case Answer.Replied(Reply reply) -> outcome(reply, FileMetadata.NONE, reply, reply.fault());
    };
  }

  private Outcome follow(Path file, Reply reply) throws IOException, InterruptedException {
    if (reply.next() == Next.NOTHING || played.isEmpty()) {
      return outcome(reply, reply.metadata(), reply, reply.fault());
    }
    MetadataDraft metadata = new MetadataDraft().add(reply.metadata());
    Played.Shown shown =
        reply.next() == Next.PLAYED
            ? played.get().play(file, metadata)
            : played.get().still(file, metadata);
    boolean unknown =
        reply.next() == Next.STILL
            && !COMMON.contains(reply.mediaType())
            && shown.fault().equals(Optional.of(Fault.DAMAGED));
    Optional<Fault> fault =
        reply.fault().or(() -> unknown ? Optional.of(Fault.UNSUPPORTED) : shown.fault());
    if (shown.picture().isEmpty()) {
      return outcome(reply, metadata.build(), reply, fault);
    }
    return switch (worker.ask(new Job(shown.picture().get(), "", scratch, Task.SCALE))) {
      case Answer.Lost(Fault lost) -> outcome(reply, metadata.build(), reply, Optional.of(lost));
      case Answer.Replied(Reply scaled) ->
          outcome(reply, metadata.build(), scaled, fault.or(scaled::fault));
    };
  }

  private Outcome outcome(Reply read, FileMetadata metadata, Reply drawn, Optional<Fault> fault) {
    return new Outcome(
        metadata,
        drawn.small().flatMap(preview -> picture(Job.SMALL, preview)),
        drawn.large().flatMap(preview -> picture(Job.LARGE, preview)),
        read.hasText() ? left(Job.TEXT) : Optional.empty(),
        fault);
  }

  private Optional<Picture> picture(String name, Preview preview) {
    return left(name).map(file -> new Picture(file, preview));
  }

  /// What a worker left is taken only if it is a plain file of a sane size.
  private Optional<Path> left(String name) {
    Path file = scratch.resolve(name);
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(
              file, BasicFileAttributes.class, java.nio.file.LinkOption.NOFOLLOW_LINKS);
      boolean sane =
          attributes.isRegularFile()
              && attributes.size() > 0
              && attributes.size() <= OUTPUT_BYTES_MAX;
      return sane ? Optional.of(file) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // it says so and left nothing
    }
  }

  /// Lets the worker go until the next file comes.
  public void rest() throws IOException {
    worker.end();
    emptyScratch();
  }

  /// Ends the processes; a file under way comes to an end at once, and what is told of it means
  /// nothing. For any thread.
  @Override
  public void close() {
    worker.close();
    played.ifPresent(Played::stop);
  }

  private void emptyScratch() throws IOException {
    Files.walkFileTree(
        scratch,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path directory, @org.jspecify.annotations.Nullable IOException e) throws IOException {
            if (e != null) {
              throw e;
            }
            if (!directory.equals(scratch)) {
              Files.delete(directory);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
