package org.acequia.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A link between two nodes on loopback that can be cut and healed, and counts what crosses it.
public final class CuttingProxy implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 << 10;

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong toTarget = new AtomicLong();
  private final AtomicLong fromTarget = new AtomicLong();
  private volatile boolean cut;
  private volatile double nanosPerByte;

  private CuttingProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /// Returns a link to `target` on loopback.
  public static CuttingProxy to(int target) {
    try {
      var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      CuttingProxy proxy = new CuttingProxy(listener, target);
      Thread.ofVirtual().name("proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the port to connect to instead of the target.
  public int port() {
    return listener.getLocalPort();
  }

  /// Breaks every connection, and refuses new ones until [#heal()].
  public void cut() {
    cut = true;
    sockets.forEach(CuttingProxy::abort);
  }

  /// Lets so much through each second, in each direction of each connection.
  public void slow(long bytesPerSecond) {
    nanosPerByte = 1e9 / bytesPerSecond;
  }

  /// Lets connections through again.
  public void heal() {
    cut = false;
  }

  /// Returns how many bytes have crossed towards the target.
  public long bytesToTarget() {
    return toTarget.get();
  }

  /// Returns how many bytes have come from the target.
  public long bytesFromTarget() {
    return fromTarget.get();
  }

  @Override
  public void close() {
    cut();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        if (cut) {
          abort(near);
          continue;
        }
        Thread.ofVirtual().start(() -> join(near));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void join(Socket near) {
    try (near;
        Socket far = new Socket()) {
      sockets.add(near);
      sockets.add(far);
      far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 5_000);
      Thread back = Thread.ofVirtual().start(() -> pump(far, near, fromTarget));
      pump(near, far, toTarget);
      back.join();
    } catch (IOException | InterruptedException _) {
      abort(near);
    } finally {
      sockets.removeIf(Socket::isClosed);
    }
  }

  private void pump(Socket from, Socket to, AtomicLong count) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0 && !cut; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        count.addAndGet(read);
        LockSupport.parkNanos((long) (read * nanosPerByte));
      }
      to.shutdownOutput();
    } catch (IOException _) {
      abort(from);
      abort(to);
    }
  }

  /// Resets a connection; what it had not delivered is lost, as on a real link.
  private static void abort(Socket socket) {
    try (socket) {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
    } catch (IOException _) {
      return; // somebody else closed it in the same moment
    }
  }
}
