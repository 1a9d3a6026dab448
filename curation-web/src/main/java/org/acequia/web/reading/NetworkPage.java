package org.acequia.web.reading;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.web.Neighbourhood;
import org.acequia.web.pages.Pages;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/// `/network`: who the neighbours are, and how safe the copies are.
@Controller
public final class NetworkPage {

  private static final int NEIGHBOURS_SHOWN = 30;
  private static final int COLLECTIONS_SHOWN = 40;

  /// How often the page is loaded anew for who asked for that.
  private static final int REFRESH_SECONDS = 4;

  /// From how many copies on they are counted together.
  private static final int MANY = 3;

  private final Archive archive;
  private final Neighbourhood neighbourhood;
  private final Pages pages;

  /// Shows `neighbourhood`.
  public NetworkPage(Archive archive, Neighbourhood neighbourhood, Pages pages) {
    this.archive = archive;
    this.neighbourhood = neighbourhood;
    this.pages = pages;
  }

  /// How widely one collection is held.
  ///
  /// @param titles none where its description has not arrived
  /// @param filesByCopies 1, 2 and [#MANY] copies or more
  public record Holding(
      Neighbourhood.CopiesOf copies,
      List<LangText> titles,
      SortedMap<Integer, Long> filesByCopies) {

    /// Returns how many files have so many copies.
    public long files(int copies) {
      return filesByCopies.getOrDefault(copies, 0L);
    }
  }

  /// What the page shows.
  ///
  /// @param followed whether the browser loads it anew by itself, for who asked for that
  public record Network(
      Neighbourhood.Self self,
      List<Neighbourhood.Neighbour> neighbours,
      List<Holding> holdings,
      boolean followed) {}

  /// The neighbourhood. Where there is no script to keep it up to date, the browser loads it anew
  /// if the address says `?follow`.
  @GetMapping("/network")
  public View network(HttpServletRequest request, HttpServletResponse response) {
    boolean followed = request.getParameter("follow") != null;
    if (followed) {
      response.setHeader("Refresh", "" + REFRESH_SECONDS);
    }
    return pages.show(
        "reading/network",
        new Network(
            neighbourhood.self(),
            neighbourhood.neighbours().stream().limit(NEIGHBOURS_SHOWN).toList(),
            neighbourhood.copies().stream().limit(COLLECTIONS_SHOWN).map(this::holding).toList(),
            followed));
  }

  private Holding holding(Neighbourhood.CopiesOf copies) {
    List<LangText> titles =
        archive
            .collection(copies.collection())
            .map(collection -> collection.description().all(Term.TITLE))
            .orElse(List.of());
    SortedMap<Integer, Long> together = new TreeMap<>();
    for (Map.Entry<Integer, Long> entry : copies.filesByCopies().entrySet()) {
      together.merge(Math.min(entry.getKey(), MANY), entry.getValue(), Long::sum);
    }
    return new Holding(copies, titles, together);
  }
}
