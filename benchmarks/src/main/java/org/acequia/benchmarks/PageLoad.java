package org.acequia.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Asks for one page again and again over a few connections that stay open, and reads each answer
/// to its end. It does little itself, because it shares the machine with what is measured.
///
/// @param port on this machine
/// @param path of the page
record PageLoad(int port, String path) {

  private static final int CONNECTIONS = 8;

  /// A node, and a bare Spring told the same, close a connection after that many.
  static final int REQUESTS_A_CONNECTION = 1_000;

  private static final int BUFFER_BYTES = 32 << 10;
  private static final int LINE_BYTES_MAX = 8 << 10;
  private static final int TIMEOUT_MS = 30_000;

  /// Reads for some seconds and returns how many pages came.
  ///
  /// @throws IOException if one does not come, or is not a page
  long read(int seconds) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<Future<Long>> readers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        readers.add(threads.submit(() -> readUntil(deadline)));
      }
    }
    long pages = 0;
    for (Future<Long> reader : readers) {
      try {
        pages += reader.get();
      } catch (java.util.concurrent.ExecutionException e) {
        throw new IOException("Port %d: %s".formatted(port, e.getCause()), e);
      }
    }
    return pages;
  }

  /// Returns the page once.
  byte[] page() throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request());
      return answer(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
    }
  }

  private long readUntil(long deadline) throws IOException {
    byte[] request = request();
    long pages = 0;
    while (System.nanoTime() < deadline) {
      try (Socket socket = connect()) {
        InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        for (int i = 0; i < REQUESTS_A_CONNECTION && System.nanoTime() < deadline; i++) {
          socket.getOutputStream().write(request);
          answer(in);
          pages++;
        }
      }
    }
    return pages;
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MS);
    return socket;
  }

  private byte[] request() {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n"
        .formatted(path)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] answer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(status);
    }
    int length = -1;
    boolean chunked = false;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    return chunked ? chunks(in) : in.readNBytes(Math.max(0, length));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var all = new java.io.ByteArrayOutputStream();
    for (int size = chunk(in); size > 0; size = chunk(in)) {
      all.write(in.readNBytes(size));
      line(in);
    }
    line(in);
    return all.toByteArray();
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() > LINE_BYTES_MAX) {
        throw new IOException("The connection ended in the middle of an answer");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
