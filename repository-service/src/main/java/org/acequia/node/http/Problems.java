package org.acequia.node.http;

import java.sql.SQLException;
import org.acequia.core.record.MalformedRecordException;
import org.acequia.core.store.BlobStoreException;
import org.acequia.core.store.RecordStoreException;
import org.acequia.node.accession.AccessionException;
import org.acequia.node.extraction.ExtractionConfiguration;
import org.acequia.node.records.UnauthorisedException;
import org.acequia.web.pages.Language;
import org.acequia.web.pages.Messages;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// The one place that turns failures of the API into problem documents (RFC 9457): what happened,
/// what was kept, what to do.
@RestControllerAdvice(basePackageClasses = {Problems.class, ExtractionConfiguration.class})
final class Problems extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String DATA_EXCEPTIONS = "22";

  private final Messages messages;

  Problems(Messages messages) {
    this.messages = messages;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> badRequest(BadRequestException e) {
    return problem(HttpStatus.BAD_REQUEST, "%s. Nothing was changed.".formatted(e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(RefusedException e) {
    return problem(e.status(), text(e));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> malformed(MalformedRecordException e) {
    return problem(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "That does not fit into a record: %s. Nothing was kept.".formatted(e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unauthorised(UnauthorisedException e) {
    return problem(HttpStatus.FORBIDDEN, text(e));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> blobs(BlobStoreException e) {
    LOG.warn("{}", e.getMessage());
    return problem(
        switch (e) {
          case BlobStoreException.NoSpace _ -> HttpStatus.INSUFFICIENT_STORAGE;
          case BlobStoreException.TooLarge _ -> HttpStatus.CONTENT_TOO_LARGE;
          case BlobStoreException.Corrupt _, BlobStoreException.Io _ ->
              HttpStatus.INTERNAL_SERVER_ERROR;
        },
        text(e));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> records(RecordStoreException e) {
    LOG.error("The database failed", e);
    return problem(HttpStatus.SERVICE_UNAVAILABLE, text(e));
  }

  /// What the database cannot represent is the sender's, such as a U+0000 in a name: SQLSTATE class
  /// 22, data exceptions. Whatever else it refuses is a fault of this node.
  @ExceptionHandler
  ResponseEntity<ProblemDetail> unfit(DataIntegrityViolationException e) {
    if (!(e.getMostSpecificCause() instanceof SQLException refusal)
        || !String.valueOf(refusal.getSQLState()).startsWith(DATA_EXCEPTIONS)) {
      return unforeseen(e);
    }
    LOG.debug("The database refused what was sent", e);
    return problem(
        HttpStatus.BAD_REQUEST,
        "The database cannot keep or compare what was sent, such as the character U+0000. Nothing was changed.");
  }

  /// A text that cannot be kept is named; what else is wrong with a document is said in general.
  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail detail =
        e.getRootCause() instanceof FitText.UnfitTextException unfit
            ? ProblemDetail.forStatusAndDetail(status, unfit.getOriginalMessage())
            : createProblemDetail(e, status, "Failed to read request", null, null, request);
    return handleExceptionInternal(e, detail, headers, status, request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> accession(AccessionException e) {
    ProblemDetail detail =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.UNPROCESSABLE_CONTENT, messages.say(Language.EN, e.words()));
    detail.setProperty("code", e.words().key());
    detail.setProperty("arguments", e.words().arguments());
    return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(detail);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> argument(IllegalArgumentException e) {
    return problem(HttpStatus.BAD_REQUEST, "%s. Nothing was changed.".formatted(e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unforeseen(RuntimeException e) {
    LOG.error("A request failed in a way that nobody foresaw", e);
    return problem(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "Something unforeseen happened on the node. What was acknowledged before is kept. Its operator finds the cause in the node's output.");
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }

  private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
    return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, detail));
  }
}
