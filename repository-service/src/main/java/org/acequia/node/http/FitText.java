package org.acequia.node.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.acequia.web.pages.FailurePages;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/// Refuses text that neither PostgreSQL nor UTF-8 can hold, wherever it comes in, before anything
/// is done: U+0000, and halves of characters. Other control characters come along with what people
/// paste, such as U+000B of word processors and U+000C of PDFs, and are kept as they are.
///
/// Fields of forms and of addresses are looked at before each page, texts of JSON as they are read.
final class FitText implements HandlerInterceptor {

  /// How what is answered begins; the field's name may follow.
  static final String REFUSAL =
      "A text holds a character that cannot be kept: U+0000, or half of one. Nothing was changed. Take it out and send the rest again.";

  /// What is answered where fields cannot even be read.
  static final String UNREADABLE =
      "The fields of the address or of the form are malformed, or too many. Nothing was changed.";

  private static final int NAME_LENGTH_MAX = 200;
  private static final String API = "/api/";

  private final ProblemWriter problems;

  FitText(ProblemWriter problems) {
    this.problems = problems;
  }

  /// Tells whether `text` can be kept.
  static boolean isFit(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      return true;
    }
    Map<String, String[]> fields;
    try {
      fields = request.getParameterMap();
    } catch (IllegalStateException e) {
      refuse(request, response, statusOf(e), UNREADABLE);
      return false;
    }
    Optional<String> unfit = unfit(fields);
    unfit.ifPresent(name -> {
      request.setAttribute(FailurePages.KIND, FailurePages.TEXT);
      request.setAttribute(FailurePages.FIELD, name);
    });
    if (unfit.isPresent()) {
      refuse(request, response, HttpStatus.BAD_REQUEST, refusal(unfit.get()));
    }
    return unfit.isEmpty();
  }

  /// Returns the name of a field that cannot be kept; an empty one where it is the name itself.
  private static Optional<String> unfit(Map<String, String[]> fields) {
    return fields.entrySet().stream()
        .filter(field ->
            !isFit(field.getKey()) || !Arrays.stream(field.getValue()).allMatch(FitText::isFit))
        .map(field -> isFit(field.getKey()) ? field.getKey() : "")
        .findFirst();
  }

  private static HttpStatus statusOf(IllegalStateException e) {
    return e instanceof InvalidParameterException known
        ? Optional.ofNullable(HttpStatus.resolve(known.getErrorCode()))
            .orElse(HttpStatus.BAD_REQUEST)
        : HttpStatus.BAD_REQUEST;
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    if (request.getRequestURI().startsWith(API)) {
      problems.write(response, status, detail);
    } else {
      response.sendError(status.value());
    }
  }

  private static String refusal(String name) {
    return name.isEmpty() || name.length() > NAME_LENGTH_MAX
        ? REFUSAL
        : "%s It is in: %s".formatted(REFUSAL, name);
  }

  /// Returns the part of the JSON mapper that refuses such text, as a value or as a key.
  static SimpleModule module() {
    SimpleModule module = new SimpleModule("fit-text");
    module.addDeserializer(String.class, new Texts());
    module.addKeyDeserializer(String.class, new Keys());
    return module;
  }

  /// A text in a JSON document cannot be kept.
  static final class UnfitTextException extends DatabindException {
    private UnfitTextException(JsonParser parser) {
      super(parser, refusal(placeOf(parser)));
    }
  }

  /// Returns where in its document the parser is; nothing where a name on the way cannot be kept.
  private static String placeOf(JsonParser parser) {
    String place = parser.streamReadContext().pathAsPointer().toString();
    return isFit(place) ? place : "";
  }

  private static String checked(String text, JsonParser parser) {
    if (!isFit(text)) {
      throw new UnfitTextException(parser);
    }
    return text;
  }

  private static final class Texts extends StdScalarDeserializer<String> {
    private Texts() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
      return checked(_parseString(parser, context, this), parser);
    }
  }

  private static final class Keys extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return checked(key, context.getParser());
    }
  }
}
