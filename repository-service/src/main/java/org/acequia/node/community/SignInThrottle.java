package org.acequia.node.community;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;

/// Slows down guessing. Each attempt takes a token from three buckets before the password is looked
/// at, so that a thousand attempts at once are not better than one after the other; an attempt that
/// succeeds gives them back.
///
/// The bucket of a name *from one network* is the small one: whoever guesses at Ana's password from
/// elsewhere does not lock Ana out at her desk. The bucket of the name alone is large and bounds
/// those who have many addresses. A network is an IPv4 address, or the first 64 bits of an IPv6
/// one.
///
/// Remembers at most [#REMEMBERED_MAX] buckets; the one longest untouched goes first. Safe for
/// several threads.
final class SignInThrottle {

  /// How many attempts one network has for one name, and in what time they come back.
  static final int PER_NAME_AND_NETWORK = 10;

  static final Duration PER_NAME_AND_NETWORK_IN = Duration.ofMinutes(10);

  /// How many attempts one network has for all names: a library has one address.
  static final int PER_NETWORK = 40;

  static final Duration PER_NETWORK_IN = Duration.ofMinutes(10);

  /// How many attempts one name has from everywhere.
  static final int PER_NAME = 200;

  static final Duration PER_NAME_IN = Duration.ofHours(1);

  /// How many buckets are remembered.
  static final int REMEMBERED_MAX = 10_000;

  private static final int IPV6_NETWORK_BYTES = 8;

  private final TimeMeter clock;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  SignInThrottle(InstantSource clock) {
    this.clock = new InjectedTime(clock);
  }

  /// Takes an attempt.
  ///
  /// @param name as it is compared
  /// @param address the other end of the socket
  /// @return how long to wait before the next one counts, where there is none; empty where the
  ///   password may be looked at
  Optional<Duration> attempt(String name, String address) {
    String network = network(address);
    List<Bucket> taken = new java.util.ArrayList<>();
    for (Bucket bucket : buckets(name, network)) {
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        taken.forEach(other -> other.addTokens(1));
        return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
      }
      taken.add(bucket);
    }
    return Optional.empty();
  }

  /// Forgives what the name had tried from there, and gives the attempt back.
  void succeeded(String name, String address) {
    List<Bucket> all = buckets(name, network(address));
    all.getFirst().reset();
    all.stream().skip(1).forEach(bucket -> bucket.addTokens(1));
  }

  private List<Bucket> buckets(String name, String network) {
    synchronized (buckets) {
      return List.of(
          bucket("both " + network + ' ' + name, PER_NAME_AND_NETWORK, PER_NAME_AND_NETWORK_IN),
          bucket("from " + network, PER_NETWORK, PER_NETWORK_IN),
          bucket("name " + name, PER_NAME, PER_NAME_IN));
    }
  }

  private Bucket bucket(String key, int attempts, Duration in) {
    return buckets.computeIfAbsent(
        key,
        _ ->
            Bucket.builder()
                .addLimit(Bandwidth.builder().capacity(attempts).refillGreedy(attempts, in).build())
                .withCustomTimePrecision(clock)
                .withSynchronizationStrategy(
                    io.github.bucket4j.local.SynchronizationStrategy.SYNCHRONIZED)
                .build());
  }

  static String network(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length > IPV6_NETWORK_BYTES
          ? Bytes.of(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES)).toString()
          : address;
    } catch (IllegalArgumentException _) {
      return address; // what is no address is a network by itself
    }
  }

  private record InjectedTime(InstantSource source) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return Duration.ofMillis(source.millis()).toNanos();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
