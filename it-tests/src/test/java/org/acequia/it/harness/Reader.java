package org.acequia.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/// Somebody who reads one page after another, without waiting in between.
public final class Reader implements Runnable {

  private static final int PATIENCE_MS = 60_000;

  private final NodeProcess node;
  private final List<String> pages;
  private final Random random;
  private final LongAdder answered;
  private final Queue<String> failures;
  private final AtomicBoolean enough;

  /// @param pages of which one is taken at random each time
  /// @param answered counts the answers
  /// @param failures gets whatever was not answered with 200
  /// @param enough tells when to stop
  public Reader(
      NodeProcess node,
      List<String> pages,
      Random random,
      LongAdder answered,
      Queue<String> failures,
      AtomicBoolean enough) {
    this.node = node;
    this.pages = pages;
    this.random = random;
    this.answered = answered;
    this.failures = failures;
    this.enough = enough;
  }

  @Override
  public void run() {
    while (!enough.get()) {
      String page = pages.get(random.nextInt(pages.size()));
      try {
        read(page);
        answered.increment();
      } catch (IOException e) {
        failures.add(page + " " + e);
      }
    }
  }

  private void read(String page) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) node.api().uri(page).toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MS);
    connection.setReadTimeout(PATIENCE_MS);
    connection.setRequestProperty("Accept-Encoding", "gzip");
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      failures.add(page + " " + connection.getResponseCode());
    }
    try (InputStream body = connection.getInputStream()) {
      body.transferTo(OutputStream.nullOutputStream());
    }
  }
}
