package org.acequia.replication.wire;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/// A socket that counts its bytes, both ways.
final class CountedSocket implements Closeable {

  private final Socket socket;
  private final InputStream input;
  private final OutputStream output;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();

  CountedSocket(Socket socket) throws IOException {
    this.socket = socket;
    // Gathering is the multiplexer's duty, which knows when more is to come.
    socket.setTcpNoDelay(true);
    this.input = new CountedInput(socket.getInputStream());
    this.output = new CountedOutput(socket.getOutputStream());
  }

  InputStream input() {
    return input;
  }

  OutputStream output() {
    return output;
  }

  long sent() {
    return sent.get();
  }

  long received() {
    return received.get();
  }

  Multiaddr remote() {
    return Multiaddr.of((InetSocketAddress) socket.getRemoteSocketAddress());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private final class CountedInput extends FilterInputStream {

    CountedInput(InputStream socket) {
      super(socket);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      received.addAndGet(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      received.addAndGet(Math.max(0, count));
      return count;
    }
  }

  private final class CountedOutput extends FilterOutputStream {

    CountedOutput(OutputStream socket) {
      super(socket);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      sent.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      sent.addAndGet(length);
    }
  }
}
