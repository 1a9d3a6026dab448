package org.acequia.replication.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Two connected sockets.
public record Pipes(Socket left, Socket right) implements AutoCloseable {

  /// Connects a new pair.
  public static Pipes connect() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket left = new Socket(server.getInetAddress(), server.getLocalPort());
      left.setTcpNoDelay(true);
      Socket right = server.accept();
      right.setTcpNoDelay(true);
      return new Pipes(left, right);
    }
  }

  @Override
  public void close() throws IOException {
    left.close();
    right.close();
  }
}
