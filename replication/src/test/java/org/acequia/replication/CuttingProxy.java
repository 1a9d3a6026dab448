package org.acequia.replication;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A link that breaks: passes TCP on, and cuts it after given numbers of bytes from the far end.
final class CuttingProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final int target;
  private final Deque<Long> cuts;
  private final AtomicLong bytes = new AtomicLong();
  private volatile int cutCount;

  CuttingProxy(int target, List<Long> cuts) throws IOException {
    this.listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    this.target = target;
    this.cuts = new ArrayDeque<>(cuts);
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /// Returns how many bytes came from the far end, and went on.
  long bytes() {
    return bytes.get();
  }

  int cutCount() {
    return cutCount;
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket near = listener.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        Thread.ofVirtual().start(() -> pass(near, far, false));
        Thread.ofVirtual().start(() -> pass(far, near, true));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void pass(Socket from, Socket to, boolean counted) {
    byte[] buffer = new byte[16 << 10];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        if (counted && isCut(count)) {
          return;
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException _) {
      // The other direction ended.
    }
  }

  private synchronized boolean isCut(int count) {
    long now = bytes.addAndGet(count);
    if (!cuts.isEmpty() && now >= cuts.getFirst()) {
      cuts.removeFirst();
      cutCount++;
      return true;
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
