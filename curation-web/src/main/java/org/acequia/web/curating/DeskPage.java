package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.archive.Archive;
import org.acequia.core.media.Extractions;
import org.acequia.web.Curators;
import org.acequia.web.Neighbourhood;
import org.acequia.web.pages.Pages;
import org.acequia.web.pages.QrCode;
import org.acequia.web.reading.Shelf;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/// `/curate`, `/curate/network` and `/curate/people`: where a curator begins, who is invited, and
/// who else may sign in.
@Controller
public final class DeskPage {

  private static final int NEWEST_SHOWN = 12;

  private final Desk desk;
  private final Archive archive;
  private final Shelf shelf;
  private final Neighbourhood neighbourhood;
  private final Curators curators;
  private final Extractions extractions;
  private final Pages pages;

  /// Works on these.
  public DeskPage(
      Desk desk,
      Archive archive,
      Shelf shelf,
      Neighbourhood neighbourhood,
      Curators curators,
      Extractions extractions,
      Pages pages) {
    this.desk = desk;
    this.archive = archive;
    this.shelf = shelf;
    this.neighbourhood = neighbourhood;
    this.curators = curators;
    this.extractions = extractions;
    this.pages = pages;
  }

  /// What the first page of a curator shows.
  ///
  /// @param work how many items are to be seen to, by what is missing
  /// @param failed how many files could not be read, or not wholly
  public record Overview(int collections, Shelf.Found newest, Map<String, Long> work, long failed) {

    /// Returns how many items are to be seen to for this.
    public long items(String missing) {
      return work.getOrDefault(missing, 0L);
    }
  }

  /// What the pairing page shows.
  ///
  /// @param invite a new invite, where one was made
  /// @param pasted what was pasted, where it could not be used
  /// @param paired the new neighbour's name
  public record Pairing(
      Optional<Neighbourhood.Invitation.Ready> invite,
      String pasted,
      Optional<String> problem,
      Optional<String> paired) {

    /// Returns the invite as a code for a camera, unless it is too long for one. In capitals, which
    /// take a third less room there and are read all the same.
    public Optional<QrCode> code() {
      return invite
          .map(made -> made.text().toUpperCase(Locale.ROOT))
          .filter(text -> text.length() <= QrCode.TEXT_LENGTH_MAX)
          .map(QrCode::of);
    }
  }

  /// What the page for adding a curator shows.
  public record Person(String name, Optional<String> problem) {}

  /// Where a curator begins.
  @GetMapping("/curate")
  public View overview() {
    return pages.show(
        "curating/desk",
        new Overview(
            archive.collections().size(),
            shelf.newest(0, NEWEST_SHOWN),
            shelf.work(),
            extractions.totals().failed()));
  }

  /// Invite, or accept an invite.
  @GetMapping("/curate/network")
  public View pairing() {
    return pairing(new Pairing(Optional.empty(), "", Optional.empty(), Optional.empty()));
  }

  /// Makes an invite.
  @PostMapping("/curate/network/invite")
  public View invite(HttpServletRequest request) {
    return switch (neighbourhood.invite(desk.curator(request).author())) {
      case Neighbourhood.Invitation.Ready ready ->
          pairing(new Pairing(Optional.of(ready), "", Optional.empty(), Optional.empty()));
      case Neighbourhood.Invitation.Forbidden forbidden ->
          pages.show(
              HttpStatus.FORBIDDEN,
              "curating/pairing",
              new Pairing(
                  Optional.empty(), "", Optional.of("problem.forbidden"), Optional.empty()));
    };
  }

  /// Accepts an invite.
  @PostMapping("/curate/network/accept")
  public View accept(HttpServletRequest request) {
    String pasted = new Form(request).field("invite");
    if (pasted.isEmpty() || pasted.length() > Neighbourhood.INVITE_LENGTH_MAX) {
      return refused("", "invite.malformed");
    }
    return switch (neighbourhood.accept(desk.curator(request).author(), pasted)) {
      case Neighbourhood.Acceptance.Paired(var name) ->
          pairing(new Pairing(Optional.empty(), "", Optional.empty(), Optional.of(name)));
      case Neighbourhood.Acceptance.Refused(var fault) ->
          refused(pasted, "invite." + fault.name().toLowerCase(Locale.ROOT));
    };
  }

  /// The form for another curator.
  @GetMapping("/curate/people")
  public View people() {
    return pages.show("curating/people", new Person("", Optional.empty()));
  }

  /// Adds another curator.
  @PostMapping("/curate/people")
  public View add(HttpServletRequest request) {
    Form form = new Form(request);
    String name = form.field("name");
    Optional<String> problem = Credentials.problem(name, form.password(), form.field("again"));
    if (problem.isPresent()) {
      return person(name, problem.get());
    }
    return switch (curators.add(desk.curator(request).author(), name, form.password())) {
      case Curators.AddCurator.Added added -> pages.show("curating/sheet", added.sheet());
      case Curators.AddCurator.NameTaken taken -> person(name, "problem.name.taken");
      case Curators.AddCurator.Forbidden forbidden -> person(name, "problem.forbidden");
    };
  }

  private View person(String name, String problem) {
    return pages.show(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "curating/people",
        new Person(name, Optional.of(problem)));
  }

  private View pairing(Pairing view) {
    return pages.show("curating/pairing", view);
  }

  private View refused(String pasted, String problem) {
    return pages.show(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "curating/pairing",
        new Pairing(Optional.empty(), pasted, Optional.of(problem), Optional.empty()));
  }
}
