package org.acequia.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.Admission;
import org.acequia.core.record.Governance;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordCodec;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;

/// How fast records are verified, against Bouncy Castle alone.
final class RecordsBench implements Benchmark {

  private static final int ROUNDS = 7;

  @Override
  public String name() {
    return "records";
  }

  @Override
  public void run(boolean quick, Consumer<Measure> out) {
    int count = quick ? 2_000 : 10_000;
    Scribe scribe = new Scribe(1);
    List<Record> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(scribe.describe(scribe.set(1), i, "A song about water, number " + i));
    }
    PublicPoint key = Ed25519.validatePublicKeyFullExport(scribe.device().value().toArray(), 0);
    List<byte[][]> bare = records.stream().map(RecordsBench::messageAndSignature).toList();
    Governance governance = Governance.of(scribe.community(), List.of(scribe.genesis()));
    List<Bytes> wire = records.stream().map(Record::bytes).toList();
    double[] ours = new double[ROUNDS];
    double[] raw = new double[ROUNDS];
    double[] whole = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      raw[round] = rate(count, () -> bare.forEach(one -> must(verify(key, one))));
      ours[round] = rate(count, () -> records.forEach(one -> must(RecordCodec.verify(one))));
      whole[round] = rate(count, () -> wire.forEach(bytes -> must(isAdmitted(bytes, governance))));
    }
    double limit = Figures.median(raw);
    out.accept(
        Measure.of(name(), "records verified, one thread", Figures.median(ours), "1/CPU-s")
            .beside("Bouncy Castle verify + validation of R, 1/CPU-s", limit)
            .ratio(Figures.median(ours) / limit)
            .within(Measure.Budget.ratioAtLeast(0.8)));
    out.accept(
        Measure.of(name(), "records read, verified and admitted", Figures.median(whole), "1/CPU-s")
            .beside("Bouncy Castle verify + validation of R, 1/CPU-s", limit)
            .ratio(Figures.median(whole) / limit));
  }

  private static boolean isAdmitted(Bytes bytes, Governance governance) {
    return Admission.judge(RecordCodec.decode(bytes), governance)
        instanceof Admission.Verdict.Admitted;
  }

  private static boolean verify(PublicPoint key, byte[][] one) {
    return Ed25519.verify(one[1], 0, key, one[0], 0, one[0].length)
        && Ed25519.validatePublicKeyFull(one[1], 0);
  }

  private static byte[][] messageAndSignature(Record record) {
    return new byte[][] {Scribe.signedMessage(record), record.signature().toArray()};
  }

  private static void must(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("A good record was not verified");
    }
  }

  private static double rate(int count, Runnable work) {
    Meter meter = new Meter();
    work.run();
    return count / meter.read().cpu();
  }
}
