package org.acequia.node.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.acequia.web.pages.FailurePages;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/// Refuses text that PostgreSQL or XML cannot hold, wherever it comes in, before anything is done:
/// U+0000 and the other control characters but tab and the ends of lines, the two code points that
/// are no characters, and halves of characters. Fields of forms and of addresses are looked at
/// before each page, texts of JSON as they are read.
final class FitText implements HandlerInterceptor {

  /// What is answered.
  static final String REFUSAL =
      "A text holds a character that cannot be kept, such as U+0000. Nothing was changed. Take it out and send the rest again.";

  private static final String API = "/api/";

  private final ProblemWriter problems;

  FitText(ProblemWriter problems) {
    this.problems = problems;
  }

  /// Tells whether `text` can be kept.
  static boolean isFit(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < Character.MIN_SURROGATE) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)
          || c >= '\ufffe'
          || (c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (request.getDispatcherType() != DispatcherType.REQUEST
        || request.getParameterMap().entrySet().stream()
            .flatMap(
                field -> Stream.concat(Stream.of(field.getKey()), Arrays.stream(field.getValue())))
            .allMatch(FitText::isFit)) {
      return true;
    }
    if (request.getRequestURI().startsWith(API)) {
      problems.write(response, HttpStatus.BAD_REQUEST, REFUSAL);
    } else {
      request.setAttribute(FailurePages.KIND, FailurePages.TEXT);
      response.sendError(HttpStatus.BAD_REQUEST.value());
    }
    return false;
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
      super(parser, REFUSAL);
    }
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
