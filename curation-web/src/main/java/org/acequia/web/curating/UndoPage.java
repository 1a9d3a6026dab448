package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import org.acequia.core.archive.Archive;
import org.acequia.web.pages.Pages;
import org.acequia.web.pages.Undos;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/// `/curate/undo`: takes back what was just done.
@Controller
public final class UndoPage {

  private static final int BACK_LENGTH_MAX = 200;

  private final Desk desk;
  private final Archive archive;
  private final Undos undos;
  private final Pages pages;

  /// Takes back acts on `archive`.
  public UndoPage(Desk desk, Archive archive, Undos undos, Pages pages) {
    this.desk = desk;
    this.archive = archive;
    this.undos = undos;
    this.pages = pages;
  }

  /// Takes one back, and returns to the page on which it was offered.
  @PostMapping("/curate/undo")
  public View undo(HttpServletRequest request) {
    Form form = new Form(request);
    boolean undone =
        undos.undo(form.field(Undos.PARAMETER), archive, desk.curator(request).author());
    return pages.seeOther(
        "%s?%s=%s"
            .formatted(
                back(form.field("back")), Undos.PARAMETER, undone ? Undos.DONE : Undos.GONE));
  }

  private static String back(String path) {
    boolean own =
        path.startsWith("/")
            && path.length() <= BACK_LENGTH_MAX
            && path.chars()
                .allMatch(c -> c == '/' || c == '-' || (c < 128 && Character.isLetterOrDigit(c)))
            && !path.startsWith("//");
    return own ? path : "/curate/items";
  }
}
