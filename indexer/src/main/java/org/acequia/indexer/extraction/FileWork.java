package org.acequia.indexer.extraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.acequia.core.media.Fault;
import org.acequia.core.media.FileMetadata;
import org.acequia.core.media.Preview;
import org.acequia.core.media.PreviewSize;
import org.acequia.indexer.extraction.Job.Task;
import org.acequia.indexer.extraction.Reply.Next;
import org.apache.tika.exception.TikaException;

/// One worker's way through a file: what it is, then what it says, shows and reads.
///
/// Each part may fail for itself; the first fault is told, and the rest is kept.
final class FileWork {

  /// Below this much usable space a failure is put down to the disk.
  private static final long ROOM_BYTES_MIN = 64 << 10;

  private final Documents documents;

  FileWork() throws IOException {
    try {
      this.documents = new Documents();
    } catch (TikaException e) {
      throw new IOException("The reader of documents does not start", e);
    }
  }

  Reply answer(Job job) {
    return new Answer(job).reply();
  }

  /// Why a part of the work ended early.
  static final class FaultException extends Exception {
    final Fault fault;

    FaultException(Fault fault, Throwable cause) {
      super(fault.code(), cause);
      this.fault = fault;
    }

    FaultException(Fault fault) {
      super(fault.code());
      this.fault = fault;
    }
  }

  /// A part of the work.
  private interface Part {
    void run() throws Exception;
  }

  private final class Answer {
    private final Job job;
    private final MetadataDraft metadata = new MetadataDraft();
    private String type = "application/octet-stream";
    private Optional<Preview> small = Optional.empty();
    private Optional<Preview> large = Optional.empty();
    private boolean hasText;
    private Next next = Next.NOTHING;
    private Optional<Fault> fault = Optional.empty();

    Answer(Job job) {
      this.job = job;
    }

    Reply reply() {
      attempt(this::run);
      FileMetadata said = metadata.build();
      return new Reply(type, said, small, large, hasText, next, fault);
    }

    private void run() throws Exception {
      if (Files.size(job.file()) == 0) {
        return; // there is nothing in it, and nothing wrong with it
      }
      if (job.task() == Task.SCALE) {
        draw();
        return;
      }
      if (job.task() == Task.PAGE) {
        drawPage();
        return;
      }
      type = documents.detect(job.file(), job.name());
      switch (kind(type)) {
        case "image" -> {
          attempt(() -> PhotoMetadata.read(job.file(), metadata));
          attempt(this::draw);
        }
        case "played" -> next = Next.PLAYED;
        case "pdf" -> {
          attempt(this::read);
          attempt(() -> draw(PdfPage.first(job.file())));
        }
        default -> attempt(this::read);
      }
    }

    private void read() throws Exception {
      hasText = documents.read(job, type, metadata);
    }

    private void drawPage() throws IOException, FaultException {
      Path words = job.scratch().resolve(Job.TEXT);
      Pictures.Drawn page = PdfPage.page(job.file(), job.page(), words);
      large = Optional.of(page.writePage(job.scratch().resolve(Job.LARGE)));
      hasText = Files.size(words) > 0;
    }

    private void draw() throws Exception {
      Optional<Pictures.Drawn> drawn;
      try {
        drawn = Pictures.read(job.file(), type, metadata);
      } catch (IOException | RuntimeException e) {
        if (job.task() == Task.SCALE) {
          throw e;
        }
        drawn = Optional.empty(); // another program may bear with what is wrong in it
      }
      if (drawn.isPresent()) {
        draw(drawn.get());
      } else if (job.task() == Task.READ) {
        next = Next.STILL;
      }
    }

    private void draw(Pictures.Drawn picture) throws IOException {
      large = Optional.of(keep(picture, PreviewSize.LARGE, Job.LARGE));
      small = Optional.of(keep(picture, PreviewSize.SMALL, Job.SMALL));
    }

    private Preview keep(Pictures.Drawn picture, PreviewSize size, String name) throws IOException {
      Path file = job.scratch().resolve(name);
      return picture.write(file, size);
    }

    private void attempt(Part part) {
      try {
        part.run();
      } catch (FaultException e) {
        note(e.fault);
      } catch (StackOverflowError e) {
        note(Fault.TOO_MUCH);
      } catch (Exception | LinkageError | AssertionError e) {
        note(isForWantOfRoom(e, job.scratch()) ? Fault.NO_SPACE : Fault.DAMAGED);
      }
    }

    private void note(Fault first) {
      fault = fault.or(() -> Optional.of(first));
    }
  }

  /// Tells whether `failure` says more about the disk than about the file. The file system's own
  /// account comes first; what was unpacked may be gone by now, and then its words are heard, which
  /// are English in a [Sandbox].
  static boolean isForWantOfRoom(Throwable failure, Path scratch) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException
          && (scratch.toFile().getUsableSpace() < ROOM_BYTES_MIN
              || String.valueOf(cause.getMessage()).contains("No space left on device"))) {
        return true;
      }
    }
    return false;
  }

  /// Sorts media types by what is done with them.
  static String kind(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    if (lower.equals("application/pdf") || lower.equals("application/illustrator")) {
      return "pdf";
    }
    if (lower.startsWith("audio/midi") || lower.equals("image/svg+xml")) {
      return "other";
    }
    boolean played =
        lower.startsWith("audio/")
            || lower.startsWith("video/")
            || lower.equals("application/ogg")
            || lower.equals("application/mp4")
            || lower.equals("application/x-matroska");
    if (played) {
      return "played";
    }
    boolean drawing =
        lower.contains("vnd.dwg")
            || lower.contains("vnd.dxf")
            || lower.contains("emf")
            || lower.contains("wmf");
    return lower.startsWith("image/") && !drawing ? "image" : "other";
  }
}
