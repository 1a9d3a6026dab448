package org.acequia.node;

import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a node says once it answers: where to find it, and what to do first.
///
/// @param options what the operator chose
/// @param port of HTTP, as it turned out
/// @param setupToken opens the set-up page; asked for when the report is printed, and empty once a
///   community is there
public record StartReport(NodeOptions options, int port, Supplier<Optional<String>> setupToken) {

  /// Returns the lines to print.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Acequia %s answers at".formatted(Acequia.VERSION));
    addresses().forEach(address -> lines.add("  " + address));
    setupToken
        .get()
        .ifPresent(token -> {
          lines.add("No community is here yet. Open this once to found one, or to join one:");
          lines.add("  %ssetup?token=%s".formatted(addresses().getLast(), token));
        });
    lines.add("Stop it with Ctrl-C.");
    return lines;
  }

  private List<String> addresses() {
    List<String> addresses = new ArrayList<>();
    addresses.add(url("localhost"));
    if (!options.loopbackOnly()) {
      hosts().forEach(host -> addresses.add(url(host)));
    }
    return addresses;
  }

  private String url(String host) {
    return "http://%s:%d/".formatted(host, port);
  }

  /// IPv4 only: that is what people can type.
  private static List<String> hosts() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(StartReport::reachable)
          .flatMap(network -> network.getInterfaceAddresses().stream())
          .map(InterfaceAddress::getAddress)
          .filter(Inet4Address.class::isInstance)
          .map(address -> address.getHostAddress())
          .sorted()
          .toList();
    } catch (SocketException _) {
      return List.of(); // a machine that does not tell its addresses is still reached at localhost
    }
  }

  private static boolean reachable(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback() && !network.isPointToPoint();
    } catch (SocketException _) {
      return false;
    }
  }
}
