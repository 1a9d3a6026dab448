package org.acequia.node.http;

import java.util.List;
import java.util.Locale;
import org.acequia.web.NodeHealth;
import org.acequia.web.NodeHealth.Figure;
import org.acequia.web.NodeHealth.Level;
import org.acequia.web.pages.Language;
import org.acequia.web.pages.Messages;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/health`: what `/admin` shows of the node's health, for programs; for its operator and
/// its stewards.
@RestController
final class HealthController {

  private final NodeHealth health;
  private final Messages messages;
  private final Visitors visitors;

  HealthController(NodeHealth health, Messages messages, Visitors visitors) {
    this.health = health;
    this.messages = messages;
    this.visitors = visitors;
  }

  /// All findings.
  record Health(List<Finding> findings) {}

  /// One finding, in English words.
  record Finding(String thing, String level, String said, String todo) {}

  @GetMapping("/api/v1/health")
  Health health() {
    visitors.requireSteward("Only stewards and the operator see how the node is.");
    return new Health(health.look().findings().stream().map(this::finding).toList());
  }

  private Finding finding(NodeHealth.Finding finding) {
    String level = finding.level().name().toLowerCase(Locale.ROOT);
    String key = "health." + finding.thing();
    Object[] words = finding.figures().stream().map(HealthController::word).toArray();
    return new Finding(
        finding.thing(),
        level,
        messages.text(Language.EN, key + "." + level, words),
        finding.level() == Level.GOOD ? "" : messages.text(Language.EN, key + ".todo"));
  }

  private static String word(Figure figure) {
    return switch (figure) {
      case Figure.Count(var number) -> "%,d".formatted(number);
      case Figure.Size(var sizeBytes) -> "%,.1f GB".formatted(sizeBytes / 1e9);
      case Figure.Time(var at) -> at.toString();
      case Figure.Word(var text) -> text;
    };
  }
}
