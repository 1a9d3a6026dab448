package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acequia.web.Neighbourhood;
import org.acequia.web.pages.Pages;
import org.acequia.web.pages.QrCode;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/// `/curate/poster`: a sheet for the village's notice board, with the archive's address.
@Controller
public final class PosterPage {

  /// The longest address, in UTF-16 units.
  public static final int ADDRESS_LENGTH_MAX = 200;

  /// The longest name of a Wi-Fi network: 32 bytes are allowed, and a few words in front.
  public static final int WIFI_LENGTH_MAX = 60;

  private static final int HTTP_PORT = 8_080;
  private static final Pattern IP4 = Pattern.compile("/ip4/([0-9.]+)/tcp/.*");

  private final Neighbourhood neighbourhood;
  private final Pages pages;

  /// Proposes an address of `neighbourhood`'s node where the curator sits at the node itself.
  public PosterPage(Neighbourhood neighbourhood, Pages pages) {
    this.neighbourhood = neighbourhood;
    this.pages = pages;
  }

  /// What the page shows.
  ///
  /// @param address as it was typed or proposed
  /// @param wifi the network's name; empty if none was typed
  /// @param code the address for a camera; none where it is no address
  public record Poster(String address, String wifi, Optional<QrCode> code) {

    /// Returns the address as people type it.
    public String typed() {
      return address.replaceFirst("^http://", "").replaceFirst("/$", "");
    }
  }

  /// The form, and the sheet below it.
  @GetMapping("/curate/poster")
  public View poster(HttpServletRequest request) {
    Form form = new Form(request);
    String typed = form.field("address");
    String wifi = form.field("wifi");
    String address = typed.isEmpty() ? proposed(request) : typed;
    boolean good = isAddress(address) && wifi.length() <= WIFI_LENGTH_MAX;
    Poster poster =
        new Poster(
            address.substring(0, Math.min(address.length(), ADDRESS_LENGTH_MAX)),
            wifi.substring(0, Math.min(wifi.length(), WIFI_LENGTH_MAX)),
            good ? Optional.of(QrCode.of(address)) : Optional.empty());
    return good
        ? pages.show("curating/poster", poster)
        : pages.show(HttpStatus.UNPROCESSABLE_CONTENT, "curating/poster", poster);
  }

  private static boolean isAddress(String text) {
    if (text.length() > ADDRESS_LENGTH_MAX) {
      return false;
    }
    try {
      URI address = new URI(text);
      return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
          && address.getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  /// The address by which the curator came, if readers can come by it, too; or else one of the
  /// node's own.
  private String proposed(HttpServletRequest request) {
    String host = request.getServerName();
    boolean here =
        host.equals("localhost")
            || host.endsWith(".localhost")
            || host.startsWith("127.")
            || host.contains(":");
    boolean plain = request.getScheme().equals("http");
    String reached = here ? ownAddress().orElse(host) : host;
    int port = plain ? request.getServerPort() : HTTP_PORT;
    return "http://%s%s/".formatted(reached, port == 80 ? "" : ":" + port);
  }

  private Optional<String> ownAddress() {
    return neighbourhood.self().addresses().stream()
        .map(IP4::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .filter(ip -> !ip.startsWith("127."))
        .findFirst();
  }
}
