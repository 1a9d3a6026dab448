package org.acequia.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;

/// What curators have just done and can take back: in memory, the latest of everybody, until the
/// node stops. The history of an item takes back everything else.
///
/// The answer to an act sends the browser on with `?undo=TOKEN`; the page there then offers it.
/// Safe for use by many threads.
public final class Undos {

  /// The name of the parameter.
  public static final String PARAMETER = "undo";

  /// The value of the parameter once an act was taken back.
  public static final String DONE = "done";

  /// The value of the parameter where it no longer could be.
  public static final String GONE = "gone";

  /// How many acts are remembered.
  private static final int KEPT_MAX = 400;

  /// The most steps of one act.
  public static final int STEPS_MAX = 2_000;

  private static final int TOKEN_BITS = 128;

  private final RandomGenerator random;
  private final Map<String, Act> acts = new LinkedHashMap<>();

  /// @param random unpredictable to others
  public Undos(RandomGenerator random) {
    this.random = random;
  }

  /// One step back.
  @FunctionalInterface
  public interface Step {

    /// Takes it.
    void take(Archive archive, Author author);
  }

  /// Something that can be taken back.
  ///
  /// @param token empty where there is only something to say
  /// @param message its key, one that counts where there is a token
  /// @param count how many things it was done to
  public record Offer(String token, String message, int count) {}

  private record Act(Offer offer, Author author, List<Step> steps) {}

  /// Remembers an act and returns `path` with its token.
  ///
  /// @param message the key of a message that counts
  /// @param steps to be taken in their order to undo it; where there are too many, it is not
  ///   offered
  public synchronized String offer(
      Author author, String path, String message, int count, List<Step> steps) {
    if (steps.isEmpty() || steps.size() > STEPS_MAX) {
      return path;
    }
    byte[] bytes = new byte[TOKEN_BITS / Byte.SIZE];
    random.nextBytes(bytes);
    String token = new BigInteger(1, bytes).toString(Character.MAX_RADIX);
    acts.put(token, new Act(new Offer(token, message, count), author, List.copyOf(steps)));
    if (acts.size() > KEPT_MAX) {
      acts.remove(acts.keySet().iterator().next());
    }
    return path + (path.contains("?") ? "&" : "?") + PARAMETER + "=" + token;
  }

  /// Returns what the page that `request` asks for is to offer.
  synchronized Optional<Offer> offered(HttpServletRequest request) {
    String token = Address.field(request, PARAMETER).orElse("");
    return switch (token) {
      case DONE -> Optional.of(new Offer("", "undo.done", 0));
      case GONE -> Optional.of(new Offer("", "undo.gone", 0));
      default -> Optional.ofNullable(acts.get(token)).map(Act::offer);
    };
  }

  /// Takes an act back, once, and tells whether it was: only who did it can.
  public boolean undo(String token, Archive archive, Author author) {
    Optional<Act> act = forget(token, author);
    act.ifPresent(known -> known.steps.forEach(step -> step.take(archive, author)));
    return act.isPresent();
  }

  private synchronized Optional<Act> forget(String token, Author author) {
    Optional<Act> act =
        Optional.ofNullable(acts.get(token))
            .filter(known -> known.author.account().equals(author.account()));
    act.ifPresent(known -> acts.remove(token));
    return act;
  }
}
