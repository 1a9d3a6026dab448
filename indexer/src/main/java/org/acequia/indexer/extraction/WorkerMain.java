package org.acequia.indexer.extraction;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.imageio.ImageIO;
import org.acequia.core.dagcbor.Node;

/// The worker: reads one file after another.
///
/// It ends at once when its standard input does, whatever it is doing: whoever started it is gone.
public final class WorkerMain {

  /// How deep a file may lead a parser; what goes deeper fails alone.
  private static final long STACK_BYTES = 4L << 20;

  private WorkerMain() {}

  /// Runs the worker.
  public static void main(String[] args) throws IOException {
    InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in));
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    System.setOut(System.err); // what a library prints must not be taken for a reply
    BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(1);
    new Thread(null, () -> work(jobs, out), "work", STACK_BYTES).start();
    for (Optional<Node> job = Frames.read(in); job.isPresent(); job = Frames.read(in)) {
      if (!jobs.offer(Job.of(job.get()))) {
        break; // one is asked for at a time
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static void work(BlockingQueue<Job> jobs, OutputStream out) {
    try {
      ImageIO.setUseCache(false);
      FileWork work = new FileWork();
      while (true) {
        Frames.write(out, work.answer(jobs.take()).toNode());
      }
    } catch (IOException | InterruptedException | RuntimeException | Error _) {
      Runtime.getRuntime().halt(1); // and is started again
    }
  }
}
