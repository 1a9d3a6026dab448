package org.acequia.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.core.record.Hlc;

/// Items whose words are as unequally frequent as those of a language (Zipf's law): the same item
/// for the same number in every run.
final class SyntheticItems {

  static final int COLLECTIONS = 24;

  private static final int WORDS = 60_000;
  private static final int CREATORS = 4_000;
  private static final int SUBJECTS = 1_500;
  private static final String[] SYLLABLES = {
    "ka", "ri", "no", "mé", "tu", "sa", "lo", "wi", "ña", "pe", "do", "gua", "chi", "ra", "ti", "yo"
  };
  private static final String[] TYPES = {"StillImage", "Sound", "Text", "MovingImage"};
  private static final String[] LANGUAGES = {"es", "pt", "en", "qu", "ay", "gn"};

  private SyntheticItems() {}

  static ItemView item(int number) {
    SplittableRandom random = new SplittableRandom(number * 7_919L + 17);
    Map<Term, List<LangText>> values = new EnumMap<>(Term.class);
    values.put(Term.TITLE, one(text(random, 3 + random.nextInt(4))));
    values.put(Term.DESCRIPTION, one(text(random, 15 + random.nextInt(40))));
    values.put(Term.CREATOR, one(name("c", zipf(random, CREATORS))));
    List<LangText> subjects = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      subjects.add(text(name("s", zipf(random, SUBJECTS))));
    }
    values.put(Term.SUBJECT, subjects);
    values.put(Term.DATE, one(Integer.toString(1880 + random.nextInt(145))));
    values.put(Term.TYPE, one(TYPES[random.nextInt(TYPES.length)]));
    values.put(Term.LANGUAGE, one(LANGUAGES[random.nextInt(LANGUAGES.length)]));
    return new ItemView(
        new ItemId(Scribe.id(number)),
        collection(zipf(random, COLLECTIONS)),
        Description.of(values),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Hlc.ofMillis(Scribe.START_MS + number),
        0);
  }

  static CollectionId collection(int number) {
    return new CollectionId(Scribe.id(1_000_000_000L + number));
  }

  /// Returns a word as frequent ones are: the first are in most texts.
  static String word(SplittableRandom random) {
    return word(zipf(random, WORDS));
  }

  static String word(int rank) {
    StringBuilder word = new StringBuilder();
    for (int rest = rank + SYLLABLES.length; rest > 0; rest /= SYLLABLES.length) {
      word.append(SYLLABLES[rest % SYLLABLES.length]);
    }
    return word.toString();
  }

  static String subject(int rank) {
    return name("s", rank);
  }

  private static String name(String kind, int rank) {
    return word(rank) + " " + word(rank * 31 % WORDS) + " " + kind + rank;
  }

  private static String text(SplittableRandom random, int words) {
    StringBuilder text = new StringBuilder(word(random));
    for (int i = 1; i < words; i++) {
      text.append(' ').append(word(random));
    }
    return text.toString();
  }

  private static List<LangText> one(String text) {
    return List.of(text(text));
  }

  private static LangText text(String text) {
    return new LangText("es", text);
  }

  /// A rank from 0 to `ranks` − 1, with a density of about 1 / rank.
  private static int zipf(SplittableRandom random, int ranks) {
    return (int) Math.exp(random.nextDouble() * Math.log(ranks + 1)) - 1;
  }
}
