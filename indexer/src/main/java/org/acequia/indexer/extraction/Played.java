package org.acequia.indexer.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.media.Fault;

/// What FFmpeg tells and shows of a file: sound, moving pictures, and still ones of many formats.
///
/// It gets the file as descriptor 0 and may open nothing else, so that a play list cannot lead it
/// to the node's other files, or to the network.
final class Played {

  private static final int TOLD_BYTES_MAX = 512 << 10;
  private static final int PICTURE_BYTES_MAX = 24 << 20;
  private static final long ADDRESS_BYTES_MAX = 1_536L << 20;
  private static final Duration PROBE_PATIENCE = Duration.ofSeconds(30);

  /// How much of a recording its picture is drawn from.
  private static final Duration WAVE_MAX = Duration.ofHours(2);

  /// Where in a film its picture is looked for: behind the black at the beginning.
  private static final double POSTER_PART = 0.1;

  private static final double POSTER_SECONDS_MAX = 30;

  /// How many samples a second the picture of a sound is drawn from.
  private static final int WAVE_RATE = 4_000;

  /// The sound's own colours, the same in both themes: dark water on light paper.
  private static final String WAVE_PAPER = "0xEEF3F1";

  private static final String WAVE_WATER = "0x1D6B72";

  private static final String FIT =
      "scale=w='max(1,iw*if(gt(sar,0),sar,1))':h=ih,setsar=1,"
          + "scale=w='min(1600,iw)':h='min(1600,ih)':force_original_aspect_ratio=decrease";

  private final Sandbox sandbox;
  private final Ffmpeg ffmpeg;
  private final Path scratch;
  private final Duration patience;
  private final Program program = new Program();

  /// @param scratch where a program may write, which none does
  /// @param patience how long drawing one picture may take
  Played(Sandbox sandbox, Ffmpeg ffmpeg, Path scratch, Duration patience) {
    this.sandbox = sandbox;
    this.ffmpeg = ffmpeg;
    this.scratch = scratch;
    this.patience = patience;
  }

  /// Ends what runs. For any thread.
  void stop() {
    program.stop();
  }

  /// What came of it.
  ///
  /// @param picture to be scaled
  record Shown(Optional<Path> picture, Optional<Fault> fault) {
    static Shown fault(Fault fault) {
      return new Shown(Optional.empty(), Optional.of(fault));
    }
  }

  /// Adds what a recording says to `metadata`, and leaves a picture of it.
  Shown play(Path file, MetadataDraft metadata) throws IOException, InterruptedException {
    Program.Ending told = probe(file);
    if (!(told instanceof Program.Ending.Printed(Bytes output))) {
      return Shown.fault(fault(told));
    }
    Streams streams = Streams.read(new String(output.toArray(), UTF_8), metadata);
    if (streams.video()) {
      return poster(file, streams.seconds());
    }
    return streams.audio() ? draw(file, wave()) : new Shown(Optional.empty(), Optional.empty());
  }

  /// Leaves a picture that Java does not read, and tells its size.
  Shown still(Path file, MetadataDraft metadata) throws IOException, InterruptedException {
    Program.Ending told = probe(file);
    if (!(told instanceof Program.Ending.Printed(Bytes output))) {
      return Shown.fault(fault(told));
    }
    Streams streams = Streams.read(new String(output.toArray(), UTF_8), metadata);
    if (!streams.video()) {
      return new Shown(Optional.empty(), Optional.empty());
    }
    if (streams.pixels() > Pictures.PIXELS_MAX) {
      return Shown.fault(Fault.TOO_LARGE);
    }
    return draw(file, List.of("-frames:v", "1", "-vf", FIT));
  }

  private Shown poster(Path file, double seconds) throws IOException, InterruptedException {
    List<String> options =
        List.of("-an", "-sn", "-dn", "-frames:v", "1", "-vf", FIT + ",thumbnail=n=12");
    double from = Math.min(seconds * POSTER_PART, POSTER_SECONDS_MAX);
    if (from >= 0.5) {
      List<String> later = new ArrayList<>(options);
      Shown shown = draw(file, later, List.of("-ss", String.format(Locale.ROOT, "%.2f", from)));
      if (shown.picture().isPresent()) {
        return shown;
      }
    }
    return draw(file, options);
  }

  /// Over the sound runs a line, so that silence is seen to be silence.
  private static List<String> wave() {
    return List.of(
        "-vn",
        "-t",
        "" + WAVE_MAX.toSeconds(),
        "-filter_complex",
        "color=c=%s:s=1600x480,format=rgb24[paper];[0:a:0]aformat=sample_fmts=s16:sample_rates=%d:channel_layouts=mono,showwavespic=s=1600x480:scale=sqrt:colors=%s[water];[paper][water]overlay=format=rgb:shortest=1,drawbox=y=ih/2-1:h=2:color=%s:t=fill"
            .formatted(WAVE_PAPER, WAVE_RATE, WAVE_WATER, WAVE_WATER),
        "-frames:v",
        "1");
  }

  private Shown draw(Path file, List<String> options) throws IOException, InterruptedException {
    return draw(file, options, List.of());
  }

  private Shown draw(Path file, List<String> options, List<String> before)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ffmpeg.executable("ffmpeg"),
                "-v",
                "quiet",
                "-protocol_whitelist",
                "fd,pipe",
                "-threads",
                "1",
                "-filter_threads",
                "1",
                "-filter_complex_threads",
                "1"));
    command.addAll(before);
    command.addAll(List.of("-fd", "0", "-i", "fd:"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-f", "image2pipe", "-c:v", "mjpeg", "-pix_fmt", "yuvj444p", "-q:v", "2", "pipe:1"));
    Program.Ending ending = program.run(prepare(command), file, patience, PICTURE_BYTES_MAX);
    if (!(ending instanceof Program.Ending.Printed(Bytes jpeg)) || jpeg.size() == 0) {
      return Shown.fault(fault(ending));
    }
    Path picture = scratch.resolve("picture");
    Files.write(picture, jpeg.toArray());
    return new Shown(Optional.of(picture), Optional.empty());
  }

  private Program.Ending probe(Path file) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            ffmpeg.executable("ffprobe"),
            "-v",
            "quiet",
            "-protocol_whitelist",
            "fd",
            "-of",
            "flat",
            "-show_format",
            "-show_streams",
            "-fd",
            "0",
            "-i",
            "fd:");
    return program.run(prepare(command), file, PROBE_PATIENCE, TOLD_BYTES_MAX);
  }

  private ProcessBuilder prepare(List<String> command) {
    ProcessBuilder builder =
        sandbox.prepare(
            command,
            new Sandbox.Limits(ADDRESS_BYTES_MAX, 0, Math.max(1, patience.toSeconds())),
            scratch);
    builder.environment().put("LD_LIBRARY_PATH", ffmpeg.directory().toString());
    return builder;
  }

  private static Fault fault(Program.Ending ending) {
    return switch (ending) {
      case Program.Ending.Printed printed -> Fault.DAMAGED;
      case Program.Ending.Refused refused -> Fault.DAMAGED;
      case Program.Ending.TooLong late -> Fault.TOO_LONG;
      case Program.Ending.TooMuch much -> Fault.TOO_MUCH;
    };
  }
}
