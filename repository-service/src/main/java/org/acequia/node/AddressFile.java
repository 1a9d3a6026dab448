package org.acequia.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.util.function.IntSupplier;
import org.acequia.node.directory.PrivateFile;
import org.springframework.context.SmartLifecycle;

/// Tells the commands of this machine where the node answers: there while HTTP runs.
final class AddressFile implements SmartLifecycle {

  private final PrivateFile file;
  private final IntSupplier port;
  private volatile boolean running;

  AddressFile(Path data, IntSupplier port) {
    this.file = new PrivateFile(data.resolve(NodeFiles.ADDRESS));
    this.port = port;
  }

  @Override
  public void start() {
    file.write("http://127.0.0.1:%d/\n".formatted(port.getAsInt()).getBytes(US_ASCII));
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    file.delete();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// The last to start: a node that has an address answers.
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
