package org.acequia.node.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.acequia.web.pages.Language;
import org.acequia.web.pages.Languages;
import org.acequia.web.pages.Theme;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// Keeps the pages of readers who are nobody in particular, for [KeptPagesValve] to answer with as
/// long as they are what would be made anew.
///
/// Such a reader sends no credentials, and no cookie but those of language and theme; what they are
/// shown depends on the address, the language, the theme and the [Edition] alone. Every other
/// request passes by, and so does every answer that sets a cookie or is no page. Therefore nothing
/// that was made for one person can be shown to another.
final class KeptPages extends OncePerRequestFilter {

  /// How much all pages take together.
  static final int SIZE_BYTES_MAX = 8 << 20;

  /// The largest page that is kept.
  static final int PAGE_BYTES_MAX = 64 << 10;

  /// For how long a page is kept at most: another process may write to the same database.
  static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /// How long after a change pages are not kept yet: a search may still answer from before it.
  static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final Pattern KEPT = Pattern.compile("/|/(?:items|collections)(?:/[a-z0-9/]*)?");
  private static final Pattern QUERY =
      Pattern.compile("(?:page|files)=[0-9]{1,9}|near=(?:true|false)");
  private static final Set<String> HARMLESS_COOKIES = Set.of(Languages.NAME, Theme.COOKIE);

  private static final Set<String> HEADERS =
      Set.of(
          "Content-Language",
          "Content-Security-Policy",
          "X-Content-Type-Options",
          "Referrer-Policy",
          "Permissions-Policy",
          "Cross-Origin-Opener-Policy",
          "Cache-Control");

  private final Edition edition;
  private final BooleanSupplier founded;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private int sizeBytes;

  /// @param founded whether this node serves a community: until then pages are about that
  KeptPages(Edition edition, BooleanSupplier founded) {
    this.edition = edition;
    this.founded = founded;
  }

  /// @param open whether a password may travel, which decides on a header
  private record Key(String address, Language language, Theme theme, boolean open) {}

  private record Entry(KeptPage page, long edition, long madeNanos) {}

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("GET")
        || !KEPT.matcher(request.getRequestURI()).matches()
        || (request.getQueryString() != null && !QUERY.matcher(request.getQueryString()).matches())
        || request.getHeader("Authorization") != null
        || hasOtherCookies(request)
        || !founded.getAsBoolean();
  }

  private static boolean hasOtherCookies(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return request.getHeader("Cookie") != null; // one that cannot be read
    }
    for (Cookie cookie : cookies) {
      if (!HARMLESS_COOKIES.contains(cookie.getName())) {
        return true;
      }
    }
    return false;
  }

  /// Returns the page that is kept for `request`, if there is one.
  Optional<KeptPage> find(HttpServletRequest request) {
    return shouldNotFilter(request)
        ? Optional.empty()
        : find(key(request), edition.current(), edition.now());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Key key = key(request);
    long now = edition.now();
    Edition.Mark mark = edition.current();
    var made = new ContentCachingResponseWrapper(response);
    chain.doFilter(request, made);
    if (!isPage(made)) {
      made.copyBodyToResponse();
      return;
    }
    KeptPage page =
        KeptPage.of(
            String.valueOf(made.getContentType()), headers(made), made.getContentAsByteArray());
    if (now - mark.sinceNanos() > SETTLING_NANOS) {
      keep(key, new Entry(page, mark.number(), now));
    }
    answer(page.in(request), request, response);
  }

  /// Answers with `page`, or with 304 where the browser has it.
  static void answer(KeptPage.Coded page, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    page.headers().forEach(header -> response.setHeader(header.name(), header.value()));
    finish(page, request, response);
  }

  /// Answers with what comes behind the headers.
  static void finish(KeptPage.Coded page, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (page.isHeldBy(request)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(page.type());
    response.setContentLength(page.body().length);
    response.getOutputStream().write(page.body());
  }

  private static Key key(HttpServletRequest request) {
    String query = request.getQueryString();
    String address = request.getRequestURI() + (query == null ? "" : "?" + query);
    return new Key(
        address, Languages.of(request), Theme.of(request), SocketDoor.isPrivate(request));
  }

  private static boolean isPage(ContentCachingResponseWrapper made) {
    return made.getStatus() == HttpServletResponse.SC_OK
        && made.getContentSize() > 0
        && made.getContentSize() <= PAGE_BYTES_MAX
        && String.valueOf(made.getContentType()).startsWith("text/html")
        && made.getHeader("Set-Cookie") == null;
  }

  private static Map<String, String> headers(HttpServletResponse made) {
    Map<String, String> headers = new HashMap<>();
    for (String name : HEADERS) {
      Optional.ofNullable(made.getHeader(name)).ifPresent(value -> headers.put(name, value));
    }
    return headers;
  }

  private synchronized Optional<KeptPage> find(Key key, Edition.Mark mark, long now) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.edition != mark.number() || now - entry.madeNanos > LIFE_NANOS) {
      entries.remove(key);
      sizeBytes -= entry.page.sizeBytes();
      return Optional.empty();
    }
    return Optional.of(entry.page);
  }

  private synchronized void keep(Key key, Entry entry) {
    Entry before = entries.put(key, entry);
    sizeBytes += entry.page.sizeBytes() - (before == null ? 0 : before.page.sizeBytes());
    Iterator<Entry> oldest = entries.values().iterator();
    while (sizeBytes > SIZE_BYTES_MAX && oldest.hasNext()) {
      sizeBytes -= oldest.next().page.sizeBytes();
      oldest.remove();
    }
  }
}
