package org.acequia.node.accession;

import java.util.ArrayList;
import java.util.List;

/// How far an import is. Counted by one thread, read by many.
public final class ImportProgress {

  /// How many refusals are named; further ones are only counted.
  public static final int REFUSALS_NAMED_MAX = 1_000;

  private long added;
  private long alreadyHere;
  private long refused;
  private long sizeBytes;
  private String current = "";
  private final List<Refusal> refusals = new ArrayList<>();

  /// Returns the numbers as they stand.
  public synchronized Snapshot snapshot() {
    return new Snapshot(added, alreadyHere, refused, sizeBytes, current, List.copyOf(refusals));
  }

  synchronized void reading(String source) {
    current = source;
  }

  synchronized void added(long items) {
    added += items;
  }

  synchronized void stored(long bytes) {
    sizeBytes += bytes;
  }

  synchronized void alreadyHere() {
    alreadyHere++;
  }

  synchronized void refused(Refusal refusal) {
    refused++;
    if (refusals.size() < REFUSALS_NAMED_MAX) {
      refusals.add(refusal);
    }
  }

  /// The numbers at one moment.
  ///
  /// @param added items that are new and committed
  /// @param alreadyHere items that were here before
  /// @param refused files and rows that were left out
  /// @param sizeBytes bytes of files that are durably stored
  /// @param current what is being read
  /// @param refusals the first [#REFUSALS_NAMED_MAX] of them
  public record Snapshot(
      long added,
      long alreadyHere,
      long refused,
      long sizeBytes,
      String current,
      List<Refusal> refusals) {}
}
