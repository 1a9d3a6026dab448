package org.acequia.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Bytes that do not compress, the same for the same seed.
final class Noise {

  private static final int CHUNK_BYTES = 1 << 20;

  private Noise() {}

  static byte[] bytes(long seed, int sizeBytes) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] noise = new byte[sizeBytes];
    ByteBuffer words = ByteBuffer.wrap(noise);
    while (words.remaining() >= Long.BYTES) {
      words.putLong(random.nextLong());
    }
    for (int i = words.position(); i < sizeBytes; i++) {
      noise[i] = (byte) random.nextInt();
    }
    return noise;
  }

  /// Writes a file of whole MiB.
  static void file(Path file, long seed, int mebibytes) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), CHUNK_BYTES)) {
      for (int i = 0; i < mebibytes; i++) {
        out.write(bytes(seed + i, CHUNK_BYTES));
      }
    }
  }
}
