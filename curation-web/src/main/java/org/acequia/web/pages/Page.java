package org.acequia.web.pages;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.web.Curator;
import org.acequia.web.MadeNames;
import org.acequia.web.Subject;
import org.acequia.web.Words;
import org.jspecify.annotations.Nullable;

/// The frame of one page for one person: their language, and what stands around every content.
///
/// Lives for one request, in one thread.
public final class Page {

  private static final long KILO = 1_000;
  private static final List<String> READING =
      List.of("/search", "/items/", "/collections", "/network");
  private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");

  private final Messages messages;
  private final Language language;
  private final ZoneId zone;
  private final Optional<String> community;
  private final Optional<Curator> curator;
  private final Supplier<Optional<FormToken>> formToken;
  private final String path;
  private final Theme theme;
  private final Optional<Undos.Offer> undo;
  private final String assetVersion;

  Page(
      Messages messages,
      Language language,
      ZoneId zone,
      Surroundings surroundings,
      Supplier<Optional<FormToken>> formToken,
      String assetVersion) {
    this.messages = messages;
    this.language = language;
    this.theme = surroundings.theme();
    this.undo = surroundings.undo();
    this.path = surroundings.path();
    this.zone = zone;
    this.community = surroundings.community();
    this.curator = surroundings.curator();
    this.formToken = formToken;
    this.assetVersion = assetVersion;
  }

  /// Whose archive this is, who is looking at it, where and how.
  record Surroundings(
      Optional<String> community,
      Optional<Curator> curator,
      String path,
      Theme theme,
      Optional<Undos.Offer> undo) {}

  /// The hidden field that proves that a form came from this node.
  public record FormToken(String field, String header, String value) {}

  /// Returns the language of the page.
  public Language language() {
    return language;
  }

  /// Returns the name of the community, or of the software where there is none yet.
  public String community() {
    return community.orElse("Acequia");
  }

  /// Tells whether this node serves a community yet.
  public boolean founded() {
    return community.isPresent();
  }

  /// Returns who is signed in.
  public Optional<Curator> curator() {
    return curator;
  }

  /// Returns the token for a form that changes something.
  public Optional<FormToken> formToken() {
    return formToken.get();
  }

  /// Returns the path of the page.
  public String path() {
    return path;
  }

  /// Returns the light in which the page is read.
  public Theme theme() {
    return theme;
  }

  /// Returns what the person has just done and can take back.
  public Optional<Undos.Offer> undo() {
    return undo;
  }

  /// Tells whether the page needs the styles of forms and desks: all but readers' pages do.
  public boolean atDesk() {
    return curator.isPresent()
        || !(path.equals("/") || READING.stream().anyMatch(prefix -> path.startsWith(prefix)));
  }

  /// Tells whether the page stands under `prefix`.
  public boolean under(String prefix) {
    return prefix.equals("/") ? path.equals("/") : path.startsWith(prefix);
  }

  /// Returns `page` where the page stands under `prefix`, for `aria-current`.
  public @Nullable String current(String prefix) {
    return under(prefix) ? "page" : null;
  }

  /// Returns the address of a static file, which changes when any of them does.
  public String asset(String name) {
    return "/assets/%s/%s".formatted(assetVersion, name);
  }

  /// Returns a message.
  public String text(String key, Object... arguments) {
    return messages.text(language, key, arguments);
  }

  /// Returns a message in another language than the page's, for a sheet that speaks several.
  public String textIn(Language other, String key, Object... arguments) {
    return messages.text(other, key, arguments);
  }

  /// Returns a message that counts: argument `{0}` is the number.
  public String count(String key, long number, Object... more) {
    Object[] arguments = new Object[more.length + 1];
    arguments[0] = number(number);
    System.arraycopy(more, 0, arguments, 1, more.length);
    return text(key, arguments);
  }

  /// Returns what was to be said, as a sentence.
  public String say(Words words) {
    return messages.say(language, words);
  }

  /// Returns the name of who did or asked for something on this node, its operator included, as the
  /// reader calls it.
  public String actor(String name) {
    return say(MadeNames.actor(name));
  }

  /// Returns the name of the account, of whichever node, that signed something, as the reader calls
  /// it.
  public String author(String name) {
    return say(MadeNames.author(name));
  }

  /// Returns what something is about.
  public String about(Subject subject) {
    return messages.about(language, subject);
  }

  /// Returns a message where there is one, `otherwise` where there is none.
  public String textOr(String key, String otherwise) {
    return messages.find(language, key).orElse(otherwise);
  }

  /// Returns a number as the reader writes it.
  public String number(long number) {
    return Messages.number(language, number);
  }

  /// Returns a size in powers of 1,000, as people read it.
  public String size(long sizeBytes) {
    if (sizeBytes < KILO) {
      return count("size.bytes", sizeBytes);
    }
    double size = (double) sizeBytes / KILO;
    int unit = 0;
    while (size >= KILO && unit < UNITS.size() - 1) {
      size /= KILO;
      unit++;
    }
    NumberFormat format = NumberFormat.getNumberInstance(language.locale());
    format.setMaximumFractionDigits(size < 10 ? 1 : 0);
    return format.format(size) + "\u00a0" + UNITS.get(unit);
  }

  /// Returns a point in time by the clock on the node's wall.
  public String when(Instant instant) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .withLocale(language.locale())
        .withZone(zone)
        .format(instant);
  }

  /// Returns the text that the reader understands best: in their language, else in none in
  /// particular, else the first.
  public Optional<LangText> best(List<LangText> texts) {
    return inLanguage(texts, language.tag())
        .or(() -> inLanguage(texts, LangText.UNKNOWN))
        .or(() -> texts.stream().findFirst());
  }

  /// Returns the name of a language, in the reader's; the tag itself where it has none.
  public String languageName(String tag) {
    Locale locale = Locale.forLanguageTag(tag);
    String name = locale.getDisplayName(language.locale());
    return name.isEmpty() ? tag : name;
  }

  /// Returns what a form shows of a language: its name in the reader's, as [LanguageNames#tag]
  /// understands it.
  public String languageField(String tag) {
    return LanguageNames.of(tag, language.locale());
  }

  /// Returns how long something plays, as a clock shows it: `3:07`, `1:02:45`.
  public String duration(Duration duration) {
    long hours = duration.toHours();
    return hours > 0
        ? "%d:%02d:%02d".formatted(hours, duration.toMinutesPart(), duration.toSecondsPart())
        : "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
  }

  /// Returns what kind of thing a file is, in a word.
  public String kind(MediaFile file) {
    return text("kind." + MediaKind.of(file).name().toLowerCase(Locale.ROOT));
  }

  private static Optional<LangText> inLanguage(List<LangText> texts, String tag) {
    return texts.stream()
        .filter(text -> text.language().equals(tag) || text.language().startsWith(tag + "-"))
        .findFirst();
  }
}
