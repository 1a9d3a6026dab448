package org.acequia.web.stewarding;

import java.util.List;
import org.acequia.web.Neighbourhood;
import org.acequia.web.pages.Pages;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// `/admin/neighbours`: where a steward ends a pairing.
@Controller
public final class NeighboursPage {

  private static final String PATH = "/admin/neighbours";

  private final Neighbourhood neighbourhood;
  private final Pages pages;

  /// Shows `neighbourhood`.
  public NeighboursPage(Neighbourhood neighbourhood, Pages pages) {
    this.neighbourhood = neighbourhood;
    this.pages = pages;
  }

  /// What the page shows.
  ///
  /// @param ended whether a pairing has just been ended
  public record Paired(List<Neighbourhood.Neighbour> neighbours, boolean ended) {}

  /// The list.
  @GetMapping(PATH)
  public View list(@RequestParam(defaultValue = "false") boolean ended) {
    return pages.show("stewarding/neighbours", new Paired(neighbourhood.neighbours(), ended));
  }

  /// Ends a pairing. One that is over already is none.
  @PostMapping(PATH + "/{peer}/end")
  public View end(@PathVariable String peer) {
    boolean ended = neighbourhood.remove(peer);
    return pages.seeOther(ended ? PATH + "?ended=true" : PATH);
  }
}
