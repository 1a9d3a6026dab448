package org.acequia.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// A TCP port in front of another one, which counts the bytes that pass, both ways.
final class CountingLink implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 << 10;

  private final ServerSocket server;
  private final int target;
  private final LongAdder bytes = new LongAdder();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private CountingLink(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  static CountingLink to(int target) throws IOException {
    CountingLink link =
        new CountingLink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
    Thread.ofVirtual().start(link::accept);
    return link;
  }

  int port() {
    return server.getLocalPort();
  }

  /// Returns how many bytes have passed.
  long bytes() {
    return bytes.sum();
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(CountingLink::closeQuietly);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(near);
        open.add(far);
        Thread.ofVirtual().start(() -> pass(near, far));
        Thread.ofVirtual().start(() -> pass(far, near));
      } catch (IOException _) {
        // the next caller may have more luck; a closed link has none
      }
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes.add(count);
        out.write(buffer, 0, count);
      }
    } catch (IOException _) {
      // one side is gone, and so is the link
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // it is gone already
    }
  }
}
