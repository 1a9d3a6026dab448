package org.acequia.node.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.acequia.node.https.HttpsConnector;
import org.acequia.node.https.NodeCertificate;
import org.acequia.web.Door;

/// Tells by the socket whether a password may travel: it is HTTPS, or both its ends are on this
/// machine. What a request says of itself counts for nothing; only the name by which it called this
/// node is given back to it, so that its own browser finds the way.
final class SocketDoor implements Door {

  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");

  private final HttpsConnector https;

  SocketDoor(HttpsConnector https) {
    this.https = https;
  }

  /// Tells whether a password may travel over the connection of `request`.
  static boolean isPrivate(HttpServletRequest request) {
    return request.isSecure() || isLoopback(request.getRemoteAddr());
  }

  static boolean isLoopback(String address) {
    try {
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false; // what is no address is nowhere near
    }
  }

  @Override
  public Passage passage(HttpServletRequest request) {
    if (isPrivate(request)) {
      return new Passage.Open();
    }
    OptionalInt port = https.port();
    return port.isPresent()
        ? new Passage.Elsewhere(address(request, port.getAsInt()))
        : new Passage.Closed();
  }

  @Override
  public Optional<String> fingerprint() {
    return https.certificate().filter(NodeCertificate::selfMade).map(NodeCertificate::fingerprint);
  }

  private static URI address(HttpServletRequest request, int port) {
    String called = String.valueOf(request.getServerName());
    String bare = called.indexOf(':') >= 0 && !called.startsWith("[") ? "[" + called + "]" : called;
    String host = HOST.matcher(bare).matches() ? bare : request.getLocalAddr();
    String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
    return URI.create("https://%s:%d%s%s".formatted(host, port, request.getRequestURI(), query));
  }
}
