package org.acequia.replication.wire;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A listening socket, whose arrivals each get a virtual thread.
final class TcpListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);
  private static final int BACKLOG = 64;

  private final ServerSocket server;
  private final Consumer<Socket> arrived;

  private TcpListener(ServerSocket server, Consumer<Socket> arrived) {
    this.server = server;
    this.arrived = arrived;
  }

  static TcpListener start(InetSocketAddress address, Consumer<Socket> arrived) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(address, BACKLOG);
    } catch (IOException e) {
      server.close();
      throw new IOException("Cannot listen on %s: %s".formatted(address, e.getMessage()), e);
    }
    TcpListener listener = new TcpListener(server, arrived);
    Thread.ofVirtual().name("listen").start(listener::accept);
    return listener;
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().name("arrival").start(() -> arrived.accept(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          // Out of file descriptors, perhaps: those that are open go on, and one that ends frees
          // one. Waiting keeps this from spinning.
          LOG.warn("A connection could not be accepted: {}", e.getMessage());
          pause();
        }
      }
    }
  }

  private static void pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L);
  }

  /// Returns the addresses at which others reach this listener; link-local ones, which mean nothing
  /// elsewhere, are left out.
  List<Multiaddr> addresses() {
    InetAddress bound = server.getInetAddress();
    if (!bound.isAnyLocalAddress()) {
      return List.of(Multiaddr.tcp(bound, port()));
    }
    try {
      return NetworkInterface.networkInterfaces()
          .filter(TcpListener::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !(address instanceof Inet6Address && address.isLinkLocalAddress()))
          .map(address -> Multiaddr.tcp(address, port()))
          .toList();
    } catch (IOException e) {
      LOG.warn("The addresses of this machine cannot be read: {}", e.getMessage());
      return List.of();
    }
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("A listening socket did not close: {}", e.getMessage());
    }
  }
}
