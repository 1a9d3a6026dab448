package org.acequia.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class KeptPagesTests {

  private long now = 1;
  private final Edition edition = new Edition(() -> now);
  private final KeptPages pages = new KeptPages(edition, () -> true);
  private int made;
  private int padding;
  private int status = 200;
  private Optional<Cookie> set = Optional.empty();
  private String type = "text/html;charset=UTF-8";

  @BeforeEach
  void settle() {
    now += KeptPages.SETTLING_NANOS + 1;
  }

  @Test
  void aPageIsMadeOnceForAllWhoAreNobodyInParticular() throws Exception {
    assertThat(read(get("/items/abc"))).isEqualTo("page 1");
    assertThat(read(get("/items/abc"))).isEqualTo("page 1");
    MockHttpServletRequest choosy = get("/items/abc");
    choosy.setCookies(new Cookie("theme", "auto"), new Cookie("lang", "en"));
    assertThat(read(choosy)).isEqualTo("page 1");
  }

  @Test
  void everyAddressLanguageAndThemeHasItsOwn() throws Exception {
    read(get("/items/abc"));
    MockHttpServletRequest dark = get("/items/abc");
    dark.setCookies(new Cookie("theme", "dark"));
    MockHttpServletRequest spanish = get("/items/abc");
    spanish.addHeader("Accept-Language", "es");
    spanish.setPreferredLocales(List.of(java.util.Locale.of("es")));
    MockHttpServletRequest second = get("/items/abc");
    second.setQueryString("files=2");

    assertThat(List.of(read(dark), read(spanish), read(second), read(get("/items/abd"))))
        .containsExactly("page 2", "page 3", "page 4", "page 5");
  }

  @Test
  void overHttpsAPageHasOtherHeadersAndIsKeptApart() throws Exception {
    MockHttpServletRequest far = get("/");
    far.setRemoteAddr("192.0.2.7");
    assertThat(read(far)).isEqualTo("page 1");
    MockHttpServletRequest secure = get("/");
    secure.setRemoteAddr("192.0.2.7");
    secure.setSecure(true);

    assertThat(read(secure)).isEqualTo("page 2");
  }

  @Test
  void aChangeMakesEveryPageAnew() throws Exception {
    read(get("/"));

    edition.changed();

    assertThat(read(get("/"))).isEqualTo("page 2");
  }

  @Test
  void aPageMadeRightAfterAChangeIsNotKept() throws Exception {
    edition.changed();
    now += KeptPages.SETTLING_NANOS;
    read(get("/"));
    assertThat(read(get("/"))).isEqualTo("page 2");

    now++;
    read(get("/"));

    assertThat(read(get("/"))).isEqualTo("page 3");
  }

  @Test
  void aPageIsMadeAnewAfterAWhileThoughNothingIsHeard() throws Exception {
    read(get("/"));
    now += KeptPages.LIFE_NANOS;
    assertThat(read(get("/"))).isEqualTo("page 1");

    now++;

    assertThat(read(get("/"))).isEqualTo("page 2");
  }

  @Test
  void whoSendsASessionOrATokenNeitherGetsAKeptPageNorLeavesOne() throws Exception {
    read(get("/"));
    MockHttpServletRequest session = get("/");
    session.setCookies(new Cookie("theme", "auto"), new Cookie("acequia", "s"));
    assertThat(read(session)).isEqualTo("page 2");
    MockHttpServletRequest token = get("/");
    token.addHeader("Authorization", "Bearer t");
    assertThat(read(token)).isEqualTo("page 3");
    MockHttpServletRequest broken = get("/");
    broken.addHeader("Cookie", "\u0001");
    assertThat(read(broken)).isEqualTo("page 4");

    assertThat(read(get("/"))).isEqualTo("page 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/search",
        "/network",
        "/curate",
        "/admin",
        "/sign-in",
        "/api/v1/items",
        "/ipfs/a"
      })
  void otherAddressesAreNotKept(String path) throws Exception {
    read(get(path));

    assertThat(read(get(path))).isEqualTo("page 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"undo=abc", "lang=es", "page=1&undo=abc", "page=x"})
  void whatOffersOrSetsSomethingIsNotKept(String query) throws Exception {
    for (int time = 1; time <= 2; time++) {
      MockHttpServletRequest request = get("/items/abc");
      request.setQueryString(query);
      assertThat(read(request)).isEqualTo("page " + time);
    }
  }

  @Test
  void failuresCookiesAndWhatIsNoPageAreNotKept() throws Exception {
    status = 404;
    read(get("/items/none"));
    status = 200;
    set = Optional.of(new Cookie("lang", "es"));
    read(get("/items/none"));
    set = Optional.empty();
    type = "application/json";
    read(get("/items/none"));
    type = "text/html";

    assertThat(read(get("/items/none"))).isEqualTo("page 4");
  }

  @Test
  void theBrowserThatHasThePageIsToldSo() throws Exception {
    String tag = answer(get("/")).getHeader("ETag");
    MockHttpServletRequest again = get("/");
    again.addHeader("If-None-Match", String.valueOf(tag));

    MockHttpServletResponse answer = answer(again);

    assertThat(answer.getStatus()).isEqualTo(304);
    assertThat(answer.getContentAsByteArray()).isEmpty();
    edition.changed();
    MockHttpServletRequest late = get("/");
    late.addHeader("If-None-Match", String.valueOf(tag));
    assertThat(read(late)).isEqualTo("page 2");
  }

  @Test
  void thePageTravelsCompressedToThoseWhoTakeIt() throws Exception {
    for (int time = 1; time <= 2; time++) {
      MockHttpServletRequest request = get("/");
      request.addHeader("Accept-Encoding", "gzip, br");
      MockHttpServletResponse answer = answer(request);
      assertThat(answer.getHeader("Content-Encoding")).isEqualTo("gzip");
      assertThat(answer.getHeader("Vary")).contains("Accept-Encoding");
      var in = new GZIPInputStream(new ByteArrayInputStream(answer.getContentAsByteArray()));
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("page 1");
    }
    assertThat(answer(get("/")).getHeader("Content-Encoding")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"'gzip;q=0.8, br;q=0.5', gzip", "'br, gzip;q=0',", "'gzip;q=0.0',", "identity,"})
  void aWeightOfZeroIsARefusalAndAnyOtherIsNot(String accepted, @Nullable String coding)
      throws Exception {
    MockHttpServletRequest request = get("/");
    request.addHeader("Accept-Encoding", accepted);

    assertThat(answer(request).getHeader("Content-Encoding")).isEqualTo(coding);
  }

  @Test
  void eachCodingHasAStrongTagOfItsOwn() throws Exception {
    String plain = String.valueOf(answer(get("/")).getHeader("ETag"));
    MockHttpServletRequest request = get("/");
    request.addHeader("Accept-Encoding", "gzip");
    request.addHeader("If-None-Match", plain);

    MockHttpServletResponse compressed = answer(request);

    assertThat(compressed.getStatus()).isEqualTo(200);
    assertThat(List.of(plain, String.valueOf(compressed.getHeader("ETag"))))
        .doesNotHaveDuplicates()
        .allMatch(tag -> tag.startsWith("\""));
  }

  @Test
  void theHeadersOfAKeptPageAreThoseOfTheFirst() throws Exception {
    answer(get("/"));

    MockHttpServletResponse kept = answer(get("/"));

    assertThat(kept.getHeader("Content-Security-Policy")).isEqualTo("default-src 'none'");
    assertThat(kept.getHeader("Cache-Control")).isEqualTo("no-cache");
    assertThat(kept.getHeader("Content-Type")).startsWith("text/html");
  }

  @Test
  void theOldestPagesMakeRoom() throws Exception {
    type = "text/html";
    int pagesKept = KeptPages.SIZE_BYTES_MAX / KeptPages.PAGE_BYTES_MAX;
    padding = KeptPages.PAGE_BYTES_MAX - 100;
    for (int page = 0; page <= pagesKept; page++) {
      read(get("/items/" + page));
    }
    int before = made;

    read(get("/items/" + pagesKept));
    assertThat(made).as("the last one is kept").isEqualTo(before);
    read(get("/items/0"));
    assertThat(made).as("the first one is not").isEqualTo(before + 1);
  }

  private static MockHttpServletRequest get(String path) {
    return new MockHttpServletRequest("GET", path);
  }

  private String read(MockHttpServletRequest request) throws Exception {
    return answer(request).getContentAsString().strip();
  }

  private MockHttpServletResponse answer(MockHttpServletRequest request) throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    Optional<KeptPage> kept = pages.find(request);
    if (kept.isPresent()) {
      KeptPages.answer(kept.get().in(request), request, response);
      return response;
    }
    pages.doFilter(
        request,
        response,
        new MockFilterChain(
            new jakarta.servlet.http.HttpServlet() {
              @Override
              protected void service(
                  jakarta.servlet.http.HttpServletRequest asked, HttpServletResponse answer)
                  throws java.io.IOException {
                made++;
                answer.setStatus(status);
                answer.setContentType(type);
                answer.setHeader("Content-Security-Policy", "default-src 'none'");
                answer.setHeader("Cache-Control", "no-cache");
                set.ifPresent(answer::addCookie);
                byte[] body =
                    ("page " + made + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
                answer.setContentLength(body.length);
                answer.getOutputStream().write(body);
              }
            }));
    return response;
  }
}
