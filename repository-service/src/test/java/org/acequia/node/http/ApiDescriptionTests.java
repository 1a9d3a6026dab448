package org.acequia.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.HttpEntity;
import org.springframework.util.ClassUtils;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.ValueConstants;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The description at `/api`, and the page for people, against the controllers.
class ApiDescriptionTests {

  private static final String SCHEMAS = "#/components/schemas/";
  private static final JsonNode DESCRIPTION = description();

  /// Something that can be asked for.
  private record Endpoint(RequestMethod verb, String path, Method method) {

    /// With nameless variables: how they are called is nobody's business.
    String key() {
      return key(verb.name(), path);
    }

    static String key(String verb, String path) {
      return verb.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "{}");
    }
  }

  private static JsonNode description() {
    try (InputStream in = ApiController.class.getResourceAsStream(ApiController.DESCRIPTION)) {
      return JsonMapper.builder().build().readTree(java.util.Objects.requireNonNull(in));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Endpoint> endpoints() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    return scanner.findCandidateComponents("org.acequia").stream()
        .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
        .filter(type -> type != ApiController.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .flatMap(ApiDescriptionTests::endpoints)
        .toList();
  }

  private static Stream<Endpoint> endpoints(Method method) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
    return mapping == null
        ? Stream.empty()
        : Arrays.stream(mapping.path())
            .flatMap(path ->
                Arrays.stream(mapping.method()).map(verb -> new Endpoint(verb, path, method)));
  }

  private static Map<String, JsonNode> operations() {
    return DESCRIPTION.path("paths").properties().stream()
        .flatMap(path ->
            path.getValue().properties().stream()
                .map(of -> Map.entry(Endpoint.key(of.getKey(), path.getKey()), of.getValue())))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static JsonNode operation(Endpoint endpoint) {
    return Optional.ofNullable(operations().get(endpoint.key())).orElseThrow();
  }

  @Test
  void everyEndpointIsDescribedAndNothingElseIs() {
    assertThat(operations().keySet())
        .containsExactlyInAnyOrderElementsOf(endpoints().stream().map(Endpoint::key).toList())
        .hasSizeGreaterThan(40);
  }

  @Test
  void everyEndpointStandsOnThePageForPeople() throws Exception {
    Path page = Path.of("..", "docs", "api.md");
    String words = Files.readString(page).replaceAll("\\{[^}]*}", "{}");
    assertThat(endpoints())
        .allSatisfy(endpoint ->
            assertThat(words)
                .as("docs/api.md")
                .containsPattern(
                    "`%s(?=[`?])"
                        .formatted(
                            java.util.regex.Pattern.quote(
                                endpoint.key().replaceFirst(" /api/v1/", " /")))));
  }

  @Test
  void parametersAreDescribedByTheirNames() {
    for (Endpoint endpoint : endpoints()) {
      Set<String> described = new TreeSet<>();
      Set<String> needed = new TreeSet<>();
      for (JsonNode parameter : operation(endpoint).path("parameters")) {
        if (parameter.path("in").asString().equals("query")) {
          described.add(parameter.path("name").asString());
          if (parameter.path("required").asBoolean()) {
            needed.add(parameter.path("name").asString());
          }
        }
      }
      List<Parameter> read =
          Arrays.stream(endpoint.method().getParameters())
              .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
              .toList();
      boolean others = read.stream().anyMatch(of -> of.getType() == MultiValueMap.class);
      List<Parameter> named =
          read.stream().filter(of -> of.getType() != MultiValueMap.class).toList();
      assertThat(described).as(endpoint.key()).containsAll(names(named));
      if (!others) {
        assertThat(described).as(endpoint.key()).hasSameSizeAs(named);
      }
      assertThat(needed)
          .as(endpoint.key())
          .containsExactlyInAnyOrderElementsOf(
              names(named.stream().filter(ApiDescriptionTests::isNeeded).toList()));
    }
  }

  private static List<String> names(Collection<Parameter> parameters) {
    return parameters.stream().map(Parameter::getName).toList();
  }

  private static boolean isNeeded(Parameter parameter) {
    RequestParam of = parameter.getAnnotation(RequestParam.class);
    return of.required()
        && of.defaultValue().equals(ValueConstants.DEFAULT_NONE)
        && parameter.getType() != Optional.class;
  }

  @Test
  void whatIsSentAndAnsweredHasTheFieldsThatAreDescribed() {
    Set<String> seen = new HashSet<>();
    for (Endpoint endpoint : endpoints()) {
      JsonNode operation = operation(endpoint);
      Arrays.stream(endpoint.method().getParameters())
          .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
          .forEach(parameter ->
              compare(
                  ResolvableType.forType(parameter.getParameterizedType()),
                  json(operation.path("requestBody")),
                  endpoint.key(),
                  seen));
      answer(endpoint.method().getGenericReturnType())
          .ifPresent(type ->
              compare(
                  type, json(operation.path("responses").iterator().next()), endpoint.key(), seen));
    }
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            DESCRIPTION.path("components").path("schemas").properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !WRITTEN_BY_HAND.contains(name))
                .toList());
  }

  /// What no record of ours is written as.
  private static final Set<String> WRITTEN_BY_HAND =
      Set.of("Problem", "JobState", "HeldBlob", "Up", "Retried", "MadeMany");

  private static JsonNode json(JsonNode body) {
    return body.path("content").path("application/json").path("schema");
  }

  /// Returns what an endpoint writes as JSON, where that is known.
  private static Optional<ResolvableType> answer(Type returned) {
    ResolvableType type = ResolvableType.forType(returned);
    if (HttpEntity.class.isAssignableFrom(type.toClass())) {
      type = type.as(HttpEntity.class).getGeneric(0);
    }
    boolean json = type.toClass().isRecord() || Collection.class.isAssignableFrom(type.toClass());
    return json ? Optional.of(type) : Optional.empty();
  }

  /// Holds the components of a record against the properties of a schema, all the way down.
  private static void compare(ResolvableType type, JsonNode schema, String at, Set<String> seen) {
    assertThat(schema.isMissingNode()).as(at).isFalse();
    Class<?> raw = type.toClass();
    if (raw == Optional.class) {
      compare(type.getGeneric(0), schema, at, seen);
    } else if (Collection.class.isAssignableFrom(raw)) {
      assertThat(kinds(schema)).as(at).contains("array");
      compare(type.as(Collection.class).getGeneric(0), schema.path("items"), at + "[]", seen);
    } else if (Map.class.isAssignableFrom(raw)) {
      assertThat(kinds(schema)).as(at).contains("object");
      compare(
          type.as(Map.class).getGeneric(1), schema.path("additionalProperties"), at + "{}", seen);
    } else if (raw.isRecord()) {
      compareRecord(raw, schema, at, seen);
    } else if (!raw.isEnum() && raw != Object.class) {
      assertThat(kinds(schema)).as(at).contains(kind(raw));
    }
  }

  private static void compareRecord(Class<?> type, JsonNode schema, String at, Set<String> seen) {
    JsonNode ref = schema.has("anyOf") ? schema.path("anyOf").get(0) : schema;
    assertThat(ref.path("$ref").asString()).as(at).startsWith(SCHEMAS);
    String name = ref.path("$ref").asString().substring(SCHEMAS.length());
    if (!seen.add(name)) {
      return;
    }
    JsonNode properties =
        DESCRIPTION.path("components").path("schemas").path(name).path("properties");
    List<RecordComponent> components = List.of(type.getRecordComponents());
    assertThat(new ArrayList<>(properties.propertyNames()))
        .as(name)
        .containsExactlyInAnyOrderElementsOf(
            components.stream().map(RecordComponent::getName).toList());
    for (RecordComponent component : components) {
      compare(
          ResolvableType.forType(component.getGenericType()),
          properties.path(component.getName()),
          name + "." + component.getName(),
          seen);
    }
  }

  private static List<String> kinds(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray()
        ? type.valueStream().map(JsonNode::asString).toList()
        : List.of(type.asString());
  }

  private static String kind(Class<?> type) {
    Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
    if (boxed == Boolean.class) {
      return "boolean";
    }
    if (boxed == Float.class || boxed == Double.class) {
      return "number";
    }
    return Number.class.isAssignableFrom(boxed) ? "integer" : "string";
  }

  @Test
  void whatIsReferredToIsThere() {
    List<String> missing =
        DESCRIPTION.findValues("$ref").stream()
            .map(JsonNode::asString)
            .filter(ref -> DESCRIPTION.at(ref.substring(1)).isMissingNode())
            .toList();
    assertThat(missing).isEmpty();
  }
}
