package org.acequia.replication.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.acequia.core.cid.Sha256;
import org.acequia.core.store.MemorySetIndex;
import org.acequia.core.store.SetIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NegentropyTests {

  /// The two sets of each conversation in `negentropy/v1.txt`: the records with these numbers, id
  /// SHA-256("record NUMBER").
  private static final Map<String, List<SetIndex>> CASES =
      Map.of(
          "empty-empty",
              List.of(
                  set(1, NegentropyTests::none, NegentropyTests::slow),
                  set(1, NegentropyTests::none, NegentropyTests::slow)),
          "empty-forty",
              List.of(
                  set(40, NegentropyTests::none, NegentropyTests::slow),
                  set(40, NegentropyTests::all, NegentropyTests::slow)),
          "forty-empty",
              List.of(
                  set(40, NegentropyTests::all, NegentropyTests::slow),
                  set(40, NegentropyTests::none, NegentropyTests::slow)),
          "equal",
              List.of(
                  set(1_000, NegentropyTests::all, NegentropyTests::slow),
                  set(1_000, NegentropyTests::all, NegentropyTests::slow)),
          "scattered",
              List.of(
                  set(1_500, i -> i % 199 != 3, NegentropyTests::slow),
                  set(1_500, i -> i % 211 != 5, NegentropyTests::slow)),
          "one-time",
              List.of(set(700, i -> i % 301 != 3, _ -> 5), set(700, i -> i % 211 != 5, _ -> 5)),
          "recent",
              List.of(
                  set(3_000, NegentropyTests::all, i -> i * 100_000),
                  set(3_000, i -> i < 2_990, i -> i * 100_000)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "empty-empty",
        "empty-forty",
        "forty-empty",
        "equal",
        "scattered",
        "one-time",
        "recent"
      })
  void speaksByteForByteAsAnotherImplementation(String name) throws Exception {
    List<String> expected = conversation(name);
    Negentropy opener = Negentropy.opener(Objects.requireNonNull(CASES.get(name)).getFirst());
    Negentropy answerer = Negentropy.answerer(Objects.requireNonNull(CASES.get(name)).getLast());

    List<String> spoken = new ArrayList<>();
    Optional<byte[]> message = Optional.of(opener.open());
    while (message.isPresent()) {
      spoken.add("C " + HexFormat.of().formatHex(message.get()));
      byte[] answer = answerer.receive(message.get()).reply().orElseThrow();
      spoken.add("S " + HexFormat.of().formatHex(answer));
      message = opener.receive(answer).reply();
    }

    assertThat(spoken).isEqualTo(expected);
  }

  @Property(tries = 200)
  void learnsExactlyWhatDiffers(
      @ForAll @IntRange(max = 2_000) int common,
      @ForAll @IntRange(max = 300) int ours,
      @ForAll @IntRange(max = 300) int theirs,
      @ForAll @IntRange(min = 1, max = 1_000) int times,
      @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    List<SetIndex.Entry> all =
        IntStream.range(0, common + ours + theirs)
            .mapToObj(_ -> new SetIndex.Entry(random.nextInt(times), digest(random)))
            .toList();
    Outcome outcome =
        reconcile(
            setOf(all.subList(0, common + ours)),
            setOf(
                IntStream.range(0, all.size())
                    .filter(i -> i < common || i >= common + ours)
                    .mapToObj(all::get)
                    .toList()),
            4_096);

    assertThat(outcome.have).hasSize(ours).isEqualTo(digests(all.subList(common, common + ours)));
    assertThat(outcome.need).isEqualTo(digests(all.subList(common + ours, all.size())));
  }

  @Test
  void comparesAMillionEqualRecordsInOneRoundTripOf1600Bytes() throws Exception {
    List<SetIndex.Entry> all = million();
    SetIndex set = setOf(all);

    Outcome outcome = reconcile(set, set, Negentropy.FRAME_BYTES);

    assertThat(outcome.roundTrips).isEqualTo(1);
    assertThat(outcome.bytes).isLessThanOrEqualTo(1_600);
  }

  @Test
  void findsTheLastThousandOfAMillionInThreeRoundTripsWhicheverSideLacksThem() throws Exception {
    List<SetIndex.Entry> all = million();
    SetIndex whole = setOf(all);
    SetIndex lacking = setOf(all.subList(0, 999_000));

    Outcome theyLack = reconcile(whole, lacking, Negentropy.FRAME_BYTES);
    assertThat(theyLack.have).hasSize(1_000);
    assertCheap(theyLack);

    Outcome weLack = reconcile(lacking, whole, Negentropy.FRAME_BYTES);
    assertThat(weLack.need).hasSize(1_000);
    assertCheap(weLack);
  }

  private static void assertCheap(Outcome outcome) {
    assertThat(outcome.roundTrips).isLessThanOrEqualTo(3);
    assertThat(outcome.bytes).isLessThanOrEqualTo(40_000);
  }

  @Test
  void refusesEveryHostileMessage() {
    List<String> hostile =
        List.of(
            "", // nothing
            "51", // no version
            "6100", // a range cut off
            "610000", // no mode
            "61000003", // an unknown mode
            "6100000100", // a fingerprint cut off
            "61000002ffffffff7f", // ids that are not there
            "610021" + "00".repeat(40), // an id of 33 bytes
            "61ffffffffffffffffff7f0000", // a number of more than 63 bits
            "61020102000100000200"); // ranges out of order
    for (String message : hostile) {
      Negentropy side = Negentropy.answerer(set(100, NegentropyTests::all, NegentropyTests::slow));
      assertThatThrownBy(() -> side.receive(HexFormat.of().parseHex(message)))
          .as(message)
          .isInstanceOf(HostileMessageException.class);
    }
  }

  @Property(tries = 2_000)
  void survivesNoise(@ForAll byte[] noise, @ForAll boolean opens) {
    byte[] message = new byte[noise.length + 1];
    message[0] = Negentropy.VERSION;
    System.arraycopy(noise, 0, message, 1, noise.length);
    Negentropy side =
        Negentropy.of(set(100, NegentropyTests::all, NegentropyTests::slow), opens, 4_096);
    try {
      side.receive(message).reply().ifPresent(reply -> assertThat(reply).hasSizeLessThan(4_096));
    } catch (HostileMessageException refused) {
      assertThat(refused).hasMessageMatching("\\S.*");
    }
  }

  @Test
  void tellsAPeerOfALaterVersionWhichOneItSpeaks() throws Exception {
    Negentropy side = Negentropy.answerer(set(1, NegentropyTests::all, NegentropyTests::slow));

    assertThat(side.receive(new byte[] {0x62, 1, 2}).reply())
        .hasValue(new byte[] {Negentropy.VERSION});
  }

  private record Outcome(Set<Sha256> have, Set<Sha256> need, int roundTrips, int bytes) {}

  private static Outcome reconcile(SetIndex ours, SetIndex theirs, int frameBytes)
      throws HostileMessageException {
    Negentropy opener = Negentropy.of(ours, true, frameBytes);
    Negentropy answerer = Negentropy.of(theirs, false, frameBytes);
    Set<Sha256> have = new HashSet<>();
    Set<Sha256> need = new HashSet<>();
    int roundTrips = 0;
    int bytes = 0;
    Optional<byte[]> message = Optional.of(opener.open());
    while (message.isPresent()) {
      byte[] answer = answerer.receive(message.get()).reply().orElseThrow();
      assertThat(answer.length).isLessThanOrEqualTo(frameBytes);
      bytes += message.get().length + answer.length;
      roundTrips++;
      Negentropy.Step step = opener.receive(answer);
      for (Negentropy.Span span : step.have()) {
        IntStream.range(span.from(), span.to()).forEach(i -> have.add(ours.at(i).digest()));
      }
      need.addAll(step.need());
      message = step.reply();
    }
    return new Outcome(have, need, roundTrips, bytes);
  }

  private static List<SetIndex.Entry> million() {
    Random random = new Random(7);
    return IntStream.range(0, 1_000_000)
        .mapToObj(i -> new SetIndex.Entry((1_700_000_000_000L + 40_000L * i) << 14, digest(random)))
        .toList();
  }

  private static SetIndex set(int count, IntPredicate member, IntUnaryOperator time) {
    return setOf(
        IntStream.range(0, count)
            .filter(member)
            .mapToObj(i ->
                new SetIndex.Entry(
                    time.applyAsInt(i),
                    Sha256.of(("record " + i).getBytes(StandardCharsets.UTF_8))))
            .toList());
  }

  private static int slow(int i) {
    return 1_000 + i / 7;
  }

  private static boolean all(int unused) {
    return true;
  }

  private static boolean none(int unused) {
    return false;
  }

  private static SetIndex setOf(List<SetIndex.Entry> entries) {
    MemorySetIndex set = new MemorySetIndex();
    entries.forEach(entry -> set.add(entry.time(), entry.digest()));
    return set;
  }

  private static List<String> conversation(String name) throws Exception {
    try (var file = NegentropyTests.class.getResourceAsStream("/negentropy/v1.txt")) {
      List<String> lines =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      int start = lines.indexOf("case " + name) + 1;
      return lines.subList(start, start + lines.subList(start, lines.size()).indexOf("end"));
    }
  }

  private static Set<Sha256> digests(List<SetIndex.Entry> entries) {
    Set<Sha256> digests = new HashSet<>();
    entries.forEach(entry -> digests.add(entry.digest()));
    return digests;
  }

  private static Sha256 digest(Random random) {
    return new Sha256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }
}
