package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.acequia.it.pages.NewNode;
import org.acequia.it.pages.PageList;
import org.acequia.it.pages.PictureArchive;
import org.acequia.it.pages.Survey;
import org.acequia.it.pages.Survey.Promise;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// What holds for every page, in a real browser, at a desk and on a phone, by day and by night, and
/// turned round.
class PagesIT {

  /// Remember a choice, and send the browser back.
  private static final List<String> CHOICES = List.of("/language/{tag}", "/theme/{name}");

  @TempDir private static Path folder;
  private static List<PageList.Entry> pages = List.of();
  private static Survey survey;

  @BeforeAll
  static void lookAtEveryPage() {
    try (PictureArchive archive = PictureArchive.in(folder);
        NewNode unfounded = NewNode.withoutHttps(folder)) {
      archive.befriend(folder);
      archive.turnPages();
      pages = PageList.of(archive, unfounded);
      survey = Survey.of(archive, pages);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPage(Promise promise) {
    assertThat(survey.broken(promise)).isEmpty();
  }

  /// A page that is added and not looked at fails here.
  @Test
  void everyPageThatTheNodeHasIsLookedAt() {
    List<PathPattern> mapped = mapped();
    List<String> missed = new ArrayList<>(mapped.stream().map(PathPattern::toString).toList());
    for (PageList.Entry page : pages) {
      PathContainer path = PathContainer.parsePath(URI.create(page.address()).getPath());
      mapped.stream()
          .filter(pattern -> pattern.matches(path))
          .findFirst()
          .ifPresent(pattern -> missed.remove(pattern.toString()));
    }
    assertThat(mapped).hasSizeGreaterThan(20);
    assertThat(missed).containsExactlyInAnyOrderElementsOf(CHOICES);
  }

  /// Returns the addresses of all pages, the most particular first.
  private static List<PathPattern> mapped() {
    var controllers = new ClassPathScanningCandidateComponentProvider(false);
    controllers.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
    TreeSet<PathPattern> patterns = new TreeSet<>();
    for (String root : List.of("org.acequia.web", "org.acequia.node")) {
      controllers.findCandidateComponents(root).stream()
          .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
          .flatMap(controller -> Arrays.stream(controller.getDeclaredMethods()))
          .filter(method -> View.class.isAssignableFrom(method.getReturnType()))
          .flatMap(PagesIT::addresses)
          .forEach(patterns::add);
    }
    return List.copyOf(patterns);
  }

  private static java.util.stream.Stream<PathPattern> addresses(Method method) {
    GetMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, GetMapping.class);
    return mapping == null
        ? java.util.stream.Stream.empty()
        : Arrays.stream(mapping.path()).map(PathPatternParser.defaultInstance::parse);
  }
}
