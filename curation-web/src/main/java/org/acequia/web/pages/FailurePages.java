package org.acequia.web.pages;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/// What anybody sees when something went wrong: what happened and what to do, as a page for people
/// and as an RFC 9457 problem for programs.
///
/// Nothing of the failure itself is shown: it may hold what the person must not see.
@Controller
public final class FailurePages implements ErrorController {

  /// The attribute of a request that says which words fit better than those of the status.
  public static final String KIND = FailurePages.class.getName() + ".kind";

  /// The words for a text that cannot be kept.
  public static final String TEXT = "text";

  /// The attribute of a request that names the field which cannot be kept.
  public static final String FIELD = FailurePages.class.getName() + ".field";

  private final Pages pages;

  /// Answers by `pages`.
  public FailurePages(Pages pages) {
    this.pages = pages;
  }

  /// What the page shows.
  ///
  /// @param status the HTTP status
  /// @param kind which words say it: `missing`, `forbidden`, `request`, `text`, `size`, `space`,
  ///   `node`
  /// @param field the name of the field that is wrong, or empty
  public record Failure(int status, String kind, String field) {

    /// Names no field.
    public Failure(int status, String kind) {
      this(status, kind, "");
    }

    static Failure of(int status) {
      HttpStatus known = Optional.ofNullable(HttpStatus.resolve(status)).orElse(HttpStatus.OK);
      return switch (known) {
        case NOT_FOUND, GONE -> new Failure(status, "missing");
        case UNAUTHORIZED, FORBIDDEN -> new Failure(status, "forbidden");
        case CONTENT_TOO_LARGE, URI_TOO_LONG -> new Failure(status, "size");
        case INSUFFICIENT_STORAGE -> new Failure(status, "space");
        default -> new Failure(status, known.is4xxClientError() ? "request" : "node");
      };
    }
  }

  /// For people.
  @RequestMapping(value = "/error", produces = MediaType.TEXT_HTML_VALUE)
  public View page(HttpServletRequest request) {
    HttpStatus status = status(request);
    Failure failure = Failure.of(status.value());
    boolean text = TEXT.equals(request.getAttribute(KIND));
    return pages.show(
        status, "failure", text ? new Failure(status.value(), TEXT, field(request)) : failure);
  }

  private static String field(HttpServletRequest request) {
    return request.getAttribute(FIELD) instanceof String name ? name : "";
  }

  /// For programs.
  @RequestMapping("/error")
  public ResponseEntity<ProblemDetail> problem(HttpServletRequest request) {
    HttpStatus status = status(request);
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem(status, TEXT.equals(request.getAttribute(KIND))));
  }

  private static ProblemDetail problem(HttpStatus status, boolean text) {
    return text
        ? ProblemDetail.forStatusAndDetail(
            status, "A text holds a character that cannot be kept. Nothing was changed.")
        : ProblemDetail.forStatus(status);
  }

  private static HttpStatus status(HttpServletRequest request) {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    // Whoever asks for /error itself asks for nothing.
    int status = code instanceof Integer number ? number : HttpStatus.NOT_FOUND.value();
    return Optional.ofNullable(HttpStatus.resolve(status)).orElse(HttpStatus.INTERNAL_SERVER_ERROR);
  }
}
