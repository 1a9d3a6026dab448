package org.acequia.web.curating;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.acequia.core.archive.Conflict;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.web.pages.LanguageNames;

/// A description as somebody types it: per term rows of a text and its language.
///
/// The row `n` of a term is the n-th field `CODE` with the n-th field `CODE.lang`, which holds the
/// name of a language or its tag. Where the heads did not agree on a term, `choose.CODE` says what
/// becomes of it: the record of one claim, `all`, or `typed`.
///
/// @param rows as typed; empty texts are no values
/// @param problems per term a key of the messages
/// @param suggested the terms whose values nobody has stated yet: they come out of a file
public record DescriptionForm(
    Map<Term, List<LangText>> rows, Map<Term, String> problems, Set<Term> suggested) {

  /// A form without suggestions.
  public DescriptionForm(Map<Term, List<LangText>> rows, Map<Term, String> problems) {
    this(rows, problems, Set.of());
  }

  /// The most values of one term.
  static final int VALUES_MAX = 60;

  /// The longest language tag, in UTF-16 units.
  static final int LANGUAGE_LENGTH_MAX = 35;

  /// The most that all values can take, in bytes of UTF-8: a body has at most 64 KiB.
  static final int SIZE_BYTES_MAX = 60_000;

  private static final int VALUE_OVERHEAD_BYTES = 8;

  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");

  /// The terms that stand open in the form; the others unfold.
  public static final List<Term> USUAL =
      List.of(
          Term.TITLE,
          Term.DESCRIPTION,
          Term.CREATOR,
          Term.DATE,
          Term.SPATIAL,
          Term.SUBJECT,
          Term.TYPE,
          Term.LANGUAGE,
          Term.RIGHTS);

  /// Returns the form of a description as it stands.
  static DescriptionForm of(Description description) {
    return new DescriptionForm(description.values(), Map.of());
  }

  /// Returns the form of a description as it stands, filled in with what `suggestion` has for terms
  /// of which nothing is stated.
  static DescriptionForm of(Description description, Description suggestion) {
    Map<Term, List<LangText>> rows = new EnumMap<>(Term.class);
    rows.putAll(suggestion.values());
    rows.putAll(description.values());
    Set<Term> suggested = EnumSet.noneOf(Term.class);
    suggestion.values().keySet().stream()
        .filter(term -> description.all(term).isEmpty())
        .forEach(suggested::add);
    return new DescriptionForm(rows, Map.of(), suggested);
  }

  /// Reads what was sent.
  ///
  /// @param conflicts what the heads do not agree on now
  static DescriptionForm read(Form form, List<Conflict> conflicts) {
    Map<Term, List<LangText>> rows = new EnumMap<>(Term.class);
    Map<Term, String> problems = new EnumMap<>(Term.class);
    long sizeBytes = 0;
    for (Term term : Term.values()) {
      List<LangText> values = chosen(form, term, conflicts).orElseGet(() -> typed(form, term));
      rows.put(term, values);
      problem(values).ifPresent(problem -> problems.put(term, problem));
      for (LangText value : values) {
        sizeBytes += value.text().getBytes(StandardCharsets.UTF_8).length;
        sizeBytes += value.language().length() + VALUE_OVERHEAD_BYTES;
      }
    }
    if (sizeBytes > SIZE_BYTES_MAX) {
      problems.put(Term.DESCRIPTION, "problem.total");
    }
    return new DescriptionForm(rows, problems);
  }

  /// Returns what it states.
  Description description() {
    return Description.of(rows);
  }

  /// Returns the terms that unfold.
  public List<Term> others() {
    return List.of(Term.values()).stream().filter(term -> !USUAL.contains(term)).toList();
  }

  /// Tells whether one of the terms that unfold has a value.
  public boolean othersUsed() {
    return others().stream()
        .anyMatch(term -> !values(term).isEmpty() || problems.containsKey(term));
  }

  /// Returns the values of a term.
  public List<LangText> values(Term term) {
    return rows.getOrDefault(term, List.of());
  }

  private static List<LangText> typed(Form form, Term term) {
    List<String> texts = form.fields(term.code());
    List<String> languages = form.fields(term.code() + ".lang");
    List<LangText> values = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String stripped = texts.get(i).strip().replace("\r\n", "\n");
      String text = term == Term.LANGUAGE ? LanguageNames.tag(stripped) : stripped;
      String language = i < languages.size() ? LanguageNames.tag(languages.get(i)) : "";
      if (!text.isEmpty()) {
        values.add(new LangText(language.isEmpty() ? LangText.UNKNOWN : language, text));
      }
    }
    return values;
  }

  private static Optional<List<LangText>> chosen(Form form, Term term, List<Conflict> conflicts) {
    String choice = form.field("choose." + term.code());
    Optional<Conflict> conflict =
        conflicts.stream()
            .filter(c -> c.facet().equals("description") && c.field().equals(term.code()))
            .findFirst();
    if (choice.equals("all")) {
      return conflict.map(
          c -> c.claims().stream().flatMap(claim -> claim.values().stream()).distinct().toList());
    }
    return conflict.flatMap(c ->
        c.claims().stream()
            .filter(claim -> claim.record().toString().equals(choice))
            .map(Conflict.Claim::values)
            .findFirst());
  }

  private static Optional<String> problem(List<LangText> values) {
    if (values.size() > VALUES_MAX) {
      return Optional.of("problem.many");
    }
    for (LangText value : values) {
      if (value.text().length() > LangText.LENGTH_MAX) {
        return Optional.of("problem.long");
      }
      boolean language =
          value.language().length() <= LANGUAGE_LENGTH_MAX
              && LANGUAGE.matcher(value.language()).matches();
      if (!language) {
        return Optional.of("problem.language");
      }
    }
    return Optional.empty();
  }
}
