package org.acequia.web.stewarding;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.acequia.web.NodeHealth;
import org.acequia.web.NodeHealth.Figure;
import org.acequia.web.NodeHealth.Finding;
import org.acequia.web.NodeHealth.Level;
import org.acequia.web.pages.Page;
import org.acequia.web.pages.Pages;
import org.acequia.web.pages.QrCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/// `/admin`: how the node is, what takes room, where it answers.
@Controller
public final class AdminPage {

  private final NodeHealth health;
  private final Pages pages;

  /// Shows `health`.
  public AdminPage(NodeHealth health, Pages pages) {
    this.health = health;
    this.pages = pages;
  }

  /// What the page shows.
  ///
  /// @param code of the address for readers
  public record Overview(NodeHealth.Health health, Optional<QrCode> code) {

    /// Returns the findings, the worst first.
    public List<Finding> findings() {
      return health.findings().stream()
          .sorted((one, other) -> other.level().compareTo(one.level()))
          .toList();
    }

    /// Tells whether nothing needs attention.
    public boolean isWell() {
      return health.findings().stream().allMatch(finding -> finding.level() == Level.GOOD);
    }
  }

  /// The page.
  @GetMapping("/admin")
  public View overview() {
    NodeHealth.Health now = health.look();
    return pages.show(
        "stewarding/admin", new Overview(now, now.readers().stream().findFirst().map(QrCode::of)));
  }

  /// Returns the sentence that says what was found.
  public static String said(Page page, Finding finding) {
    Object[] words = finding.figures().stream().map(figure -> word(page, figure)).toArray();
    return page.text("health.%s.%s".formatted(finding.thing(), level(finding)), words);
  }

  /// Returns the level as it stands in keys and class names.
  public static String level(Finding finding) {
    return finding.level().name().toLowerCase(Locale.ROOT);
  }

  private static String word(Page page, Figure figure) {
    return switch (figure) {
      case Figure.Count(var number) -> page.number(number);
      case Figure.Size(var sizeBytes) -> page.size(sizeBytes);
      case Figure.Time(var at) -> page.when(at);
      case Figure.Word(var text) -> text;
    };
  }
}
