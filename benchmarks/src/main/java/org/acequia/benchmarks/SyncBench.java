package org.acequia.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.acequia.core.cid.Sha256;
import org.acequia.core.record.Hlc;
import org.acequia.core.record.Record;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.MemorySetIndex;

/// What finding out how two nodes differ costs, and how soon a neighbour hears of a change.
///
/// Of the records that both hold only time and id are made up: no more is looked at. Those that
/// differ are real, and are verified and admitted where they arrive.
final class SyncBench implements Benchmark {

  @Override
  public String name() {
    return "sync";
  }

  @Override
  public void run(boolean quick, Consumer<Measure> out) throws Exception {
    int small = quick ? 10_000 : 100_000;
    int large = quick ? 100_000 : 1_000_000;
    MemorySetIndex common = index(small);
    String set = "%,d records, ".formatted(small);
    Reconnect none = reconnect(common, 0, 0);
    out.accept(
        Measure.of(name(), set + "none differs: after hello", none.bytes(), "B")
            .within(Measure.Budget.atMost(400)));
    Reconnect one = reconnect(common, 1, small / 2);
    out.accept(
        Measure.of(name(), set + "one differs: after hello", one.bytes(), "B")
            .beside("of them the record and its body, B", one.payload())
            .within(Measure.Budget.atMost(4_000)));
    out.accept(
        Measure.of(name(), set + "one differs: round trips", one.roundTrips(), "")
            .within(Measure.Budget.atMost(3)));
    many(large, out);
    Live.measure(name(), quick ? 20 : 200, out);
  }

  private void many(int size, Consumer<Measure> out) throws Exception {
    int differing = 1_000;
    MemorySetIndex common = index(size - differing);
    String set = "%,d records, %,d recent ones differ: ".formatted(size, differing);
    Reconnect first = reconnect(common, differing, size);
    Reconnect again = reconnect(common, differing, size);
    out.accept(
        Measure.of(name(), set + "comparing", again.comparing(), "B")
            .beside("all after hello, B", again.bytes())
            .beside("records and bodies, B", again.payload())
            .within(Measure.Budget.atMost(40_000)));
    out.accept(
        Measure.of(name(), set + "round trips", again.roundTrips(), "")
            .within(Measure.Budget.atMost(3)));
    out.accept(
        Measure.of(name(), set + "both sides, records verified", first.cpu(), "CPU-s")
            .beside("a second time, with a warm JVM, CPU-s", again.cpu())
            .within(Measure.Budget.atMost(2)));
  }

  /// Lets a node that lacks records reconnect with one that has them.
  private static Reconnect reconnect(MemorySetIndex common, int differing, int place)
      throws Exception {
    Scribe scribe = new Scribe(7);
    scribe.at(Scribe.START_MS + place);
    SetRef set = scribe.set(1);
    List<Record> newer = new ArrayList<>();
    for (int i = 0; i < differing; i++) {
      newer.add(scribe.describe(set, i, "A song about water, number " + i));
    }
    MemoryNode here = new MemoryNode(scribe, Map.of(set, (MemorySetIndex) common.snapshot()));
    MemoryNode there = new MemoryNode(scribe, Map.of(set, (MemorySetIndex) common.snapshot()));
    double payload = 0;
    for (Record record : newer) {
      there.offer(List.of(record.bytes()), scribe.bodyOf(record));
      payload += (double) Live.payloadBytes(scribe, record);
    }
    Meter meter = new Meter();
    Conversation conversation = Conversation.between(here, there);
    double cpu = meter.read().cpu();
    if (!newer.stream().allMatch(here::holds)) {
      throw new IllegalStateException("Not all that differed has arrived");
    }
    return new Reconnect(
        (double) conversation.bytesAfterHello(),
        (double) conversation.comparingBytes(),
        payload,
        conversation.roundTrips(),
        cpu);
  }

  private static MemorySetIndex index(int size) {
    SplittableRandom random = new SplittableRandom(3);
    MemorySetIndex index = new MemorySetIndex();
    for (int i = 0; i < size; i++) {
      Sha256 digest =
          new Sha256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
      index.add(Hlc.ofMillis(Scribe.START_MS + i).value(), digest);
    }
    return index;
  }

  /// What one reconnection took.
  private record Reconnect(
      double bytes, double comparing, double payload, int roundTrips, double cpu) {}
}
