package org.acequia.node.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.acequia.web.AuditLog;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/audit`: who did what on this node, for its operator and its stewards.
@RestController
final class AuditController {

  private final AuditLog log;
  private final Visitors visitors;

  AuditController(AuditLog log, Visitors visitors) {
    this.log = log;
    this.visitors = visitors;
  }

  /// Acts, the newest first.
  ///
  /// @param older the `before` of the next page; absent on the last
  record Page(List<Act> acts, @Nullable Long older) {}

  /// One act.
  record Act(
      long id,
      Instant at,
      String act,
      @Nullable String who,
      @Nullable String address,
      String subject) {}

  @GetMapping("/api/v1/audit")
  Page acts(
      @RequestParam Optional<String> act,
      @RequestParam Optional<String> who,
      @RequestParam Optional<Long> before,
      @RequestParam(defaultValue = "100") int limit) {
    visitors.requireSteward("Only stewards and the operator see who did what.");
    if (limit < 1 || limit > AuditLog.PAGE_MAX) {
      throw new BadRequestException("limit must be 1 to %d".formatted(AuditLog.PAGE_MAX));
    }
    List<Act> found =
        log.acts(new AuditLog.Query(act, who, before, limit)).stream()
            .map(entry ->
                new Act(
                    entry.id(),
                    entry.at(),
                    entry.act(),
                    entry.who().orElse(null),
                    entry.address().orElse(null),
                    entry.subject()))
            .toList();
    return new Page(found, found.size() < limit ? null : found.getLast().id());
  }
}
