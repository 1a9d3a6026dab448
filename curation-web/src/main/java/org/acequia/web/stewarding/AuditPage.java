package org.acequia.web.stewarding;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.acequia.web.AuditLog;
import org.acequia.web.Curators;
import org.acequia.web.pages.Pages;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// `/admin/audit`: who did what on this node, the newest first.
@Controller
public final class AuditPage {

  private static final int SHOWN = 50;

  private final AuditLog log;
  private final Pages pages;

  /// Shows `log`.
  public AuditPage(AuditLog log, Pages pages) {
    this.log = log;
    this.pages = pages;
  }

  /// What the page shows.
  ///
  /// @param act the code that was asked for; may be empty
  /// @param who the name that was asked for; may be empty
  /// @param codes of all acts
  /// @param older where the next page stands
  public record Acts(
      List<AuditLog.Entry> acts,
      String act,
      String who,
      List<String> codes,
      Optional<String> older,
      int daysKept,
      int addressDaysKept) {}

  /// The page.
  @GetMapping("/admin/audit")
  public View acts(
      @RequestParam(defaultValue = "") String act,
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
    String name = who.strip();
    Optional<String> code = Optional.of(act).filter(log.codes()::contains);
    List<AuditLog.Entry> found =
        log.acts(
            new AuditLog.Query(
                code,
                Optional.of(name)
                    .filter(text -> !text.isEmpty() && text.length() <= Curators.NAME_LENGTH_MAX),
                Optional.of(before),
                SHOWN + 1));
    List<AuditLog.Entry> shown = found.stream().limit(SHOWN).toList();
    Optional<String> older =
        found.size() > SHOWN
            ? Optional.of(
                "/admin/audit?act=%s&who=%s&before=%d"
                    .formatted(
                        code.orElse(""),
                        URLEncoder.encode(name, StandardCharsets.UTF_8),
                        shown.getLast().id()))
            : Optional.empty();
    return pages.show(
        "stewarding/audit",
        new Acts(
            shown,
            code.orElse(""),
            name,
            log.codes(),
            older,
            log.daysKept(),
            log.addressDaysKept()));
  }
}
