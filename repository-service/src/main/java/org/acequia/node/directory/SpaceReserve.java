package org.acequia.node.directory;

import java.nio.file.Path;
import java.util.OptionalLong;

/// Space on the disk that is left free, so that the database, its log, the index and everything
/// that reads go on when the rest is full. The one policy for all who write; who asks for which
/// part of it is said by a [Tier].
///
/// The reserve is a twentieth of the disk, but at least [#RESERVE_BYTES_MIN] and at most
/// [#RESERVE_BYTES_MAX]. Nothing is set aside: whoever writes asks first, and again on the way.
///
/// @param directory on the disk in question
/// @param fixedBytes the reserve where it does not follow from the disk
public record SpaceReserve(Path directory, OptionalLong fixedBytes) {

  /// The most that is left free, in bytes.
  public static final long RESERVE_BYTES_MAX = 1L << 30;

  /// The least, in bytes: PostgreSQL's log takes as much within minutes, and a database that cannot
  /// write its log stops, and takes reading with it.
  public static final long RESERVE_BYTES_MIN = 128L << 20;

  /// What part of the disk is left free in between: one twentieth.
  public static final int RESERVE_PART = 20;

  /// The policy for the disk of `directory`.
  public SpaceReserve(Path directory) {
    this(directory, OptionalLong.empty());
  }

  /// Leaves `bytes` free whatever the disk's size.
  public static SpaceReserve of(Path directory, long bytes) {
    return new SpaceReserve(directory, OptionalLong.of(bytes));
  }

  /// Who stops when. The database, the index and the logs ask nobody: what is left below the last
  /// of these is theirs.
  public enum Tier {
    /// What people, imports, forms and neighbours bring. It stops first, at the whole reserve:
    /// refused in time, it can be brought again.
    INTAKE(1),
    /// What is made of files that are here: words, previews. It is little, and can be made again;
    /// it stops at half the reserve.
    DERIVED(2);

    private final int part;

    Tier(int part) {
      this.part = part;
    }
  }

  /// Returns how many bytes can still be taken in; 0 where the reserve has begun, or where the disk
  /// does not say how full it is.
  public long roomBytes() {
    return roomBytes(Tier.INTAKE);
  }

  /// Returns how many bytes `tier` can still write; 0 where its part of the reserve has begun.
  public long roomBytes(Tier tier) {
    // A plain question to the file system; FileStore would read the table of mounts each time.
    long free = directory.toFile().getUsableSpace();
    return Math.max(0, free - reserveBytes() / tier.part);
  }

  /// Returns how much is left free.
  public long reserveBytes() {
    long part = directory.toFile().getTotalSpace() / RESERVE_PART;
    return fixedBytes.orElse(Math.clamp(part, RESERVE_BYTES_MIN, RESERVE_BYTES_MAX));
  }
}
