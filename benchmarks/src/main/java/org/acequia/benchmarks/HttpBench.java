package org.acequia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An item's page of about 10 kB, beside nginx and a bare Spring Boot that hand out the same bytes
/// from a file and from memory.
final class HttpBench implements Benchmark {

  /// What makes the page as long as it should be.
  private static final int DESCRIPTION_CHARS = 5_000;

  private static final String WORDS = "The acequia brings water to every garden of the valley. ";
  private static final Pattern HIT = Pattern.compile("\"item\"\\s*:\\s*\"([a-z0-9]+)\"");
  private static final int POLLS_MAX = 1_000;
  private static final long POLL_MS = 20;

  @Override
  public String name() {
    return "http";
  }

  @Override
  public void run(boolean quick, Consumer<Measure> out) throws Exception {
    int seconds = quick ? 4 : 10;
    try (Workplace place = Workplace.open();
        NodeProcess node = NodeProcess.start(place.path().resolve("node"))) {
      node.found();
      PageLoad ours = new PageLoad(node.port(), "/items/" + item(place, node));
      byte[] page = ours.page();
      Path file = Files.write(place.directory("www").resolve("page"), page);
      Pages nginx = nginx(place, file, seconds);
      Pages spring = spring(place, file, seconds);
      ours.read(2 * seconds); // the JVM compiles
      Pages jvm = measure(ours, seconds, node::cpuSeconds);
      Pages all = measure(ours, seconds, () -> node.cpuSeconds() + node.databaseCpuSeconds());
      String what = "item page of %,d bytes".formatted(page.length);
      out.accept(
          Measure.of(name(), what, jvm.perCpuSecond(), "1/CPU-s")
              .beside("nginx, 1/CPU-s", nginx.perCpuSecond())
              .beside("bare Spring, 1/CPU-s", spring.perCpuSecond())
              .ratio(jvm.perCpuSecond() / nginx.perCpuSecond())
              .within(Measure.Budget.ratioAtLeast(0.35)));
      out.accept(
          Measure.of(name(), what + ", against bare Spring", jvm.perCpuSecond(), "1/CPU-s")
              .beside("bare Spring, 1/CPU-s", spring.perCpuSecond())
              .ratio(jvm.perCpuSecond() / spring.perCpuSecond()));
      out.accept(Measure.of(name(), what + ", with PostgreSQL", all.perCpuSecond(), "1/CPU-s"));
      out.accept(
          Measure.of(name(), what, jvm.perSecond(), "1/s")
              .beside("nginx, 1/s", nginx.perSecond())
              .beside("bare Spring, 1/s", spring.perSecond())
              .ratio(jvm.perSecond() / nginx.perSecond()));
    }
  }

  private static String item(Workplace place, NodeProcess node)
      throws IOException, InterruptedException {
    String text = WORDS.repeat(DESCRIPTION_CHARS / WORDS.length());
    Path table =
        Files.writeString(
            place.path().resolve("items.csv"),
            "id,title,description\n1,Water,\"%s\"\n".formatted(text));
    node.command("import", "--collection", "Valley", table.toString());
    for (int poll = 0; poll < POLLS_MAX; poll++) {
      Matcher hit = HIT.matcher(node.get("/api/v1/search?q=water&limit=1"));
      if (hit.find()) {
        return hit.group(1);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    throw new IOException("The item was imported, but is not found");
  }

  private static Pages nginx(Workplace place, Path file, int seconds)
      throws IOException, InterruptedException {
    int port = NodeProcess.freePort();
    Path home = place.directory("nginx");
    Path configuration =
        Files.writeString(
            home.resolve("nginx.conf"),
            """
            daemon off;
            worker_processes 1;
            pid %1$s/pid;
            error_log %1$s/error.log;
            events { worker_connections 256; }
            http {
              access_log off;
              sendfile on;
              default_type text/html;
              keepalive_requests 1000000;
              open_file_cache max=10;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              server { listen 127.0.0.1:%2$d; root %3$s; }
            }
            """
                .formatted(home, port, file.getParent()));
    if (System.getProperty("user.name").equals("root")) {
      Files.writeString(configuration, "user root;\n" + Files.readString(configuration));
    }
    return measure(
        List.of("nginx", "-p", home.toString(), "-c", configuration.toString()),
        new PageLoad(port, "/page"),
        seconds);
  }

  private static Pages spring(Workplace place, Path file, int seconds)
      throws IOException, InterruptedException {
    int port = NodeProcess.freePort();
    return measure(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Dacequia.bench.page=" + file,
            "-Djava.io.tmpdir=" + place.directory("spring"),
            "-cp",
            System.getProperty("java.class.path"),
            BareSpring.class.getName(),
            "" + port),
        new PageLoad(port, "/page"),
        seconds);
  }

  private static Pages measure(List<String> command, PageLoad load, int seconds)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      awaitAnswer(process, load);
      load.read(2 * seconds);
      return measure(
          load,
          seconds,
          () -> ProcessTimes.of(process.pid()) + ProcessTimes.ofDescendants(process.toHandle()));
    } finally {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static Pages measure(PageLoad load, int seconds, DoubleSupplier cpu)
      throws IOException, InterruptedException {
    double before = cpu.getAsDouble();
    long start = System.nanoTime();
    long pages = load.read(seconds);
    double wall = (System.nanoTime() - start) / 1e9;
    return new Pages(pages / wall, pages / (cpu.getAsDouble() - before));
  }

  private static void awaitAnswer(Process process, PageLoad load)
      throws IOException, InterruptedException {
    for (int poll = 0; poll < POLLS_MAX && process.isAlive(); poll++) {
      try {
        load.page();
        return;
      } catch (IOException _) {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
    }
    throw new IOException("Did not start: " + process.info().command().orElse("?"));
  }

  /// How many pages were read.
  private record Pages(double perSecond, double perCpuSecond) {}
}
