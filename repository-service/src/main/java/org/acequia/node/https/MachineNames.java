package org.acequia.node.https;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Under which names and addresses other machines reach this one.
public final class MachineNames {

  private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Pattern HOST_NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9-]{1,63})*");

  private MachineNames() {}

  /// Returns `localhost`, the host name by itself and in the local network, and every address.
  public static List<String> all() {
    Set<String> names = new LinkedHashSet<>();
    names.add("localhost");
    hostName()
        .ifPresent(name -> {
          names.add(name);
          if (name.indexOf('.') < 0) {
            names.add(name + ".local");
          }
        });
    names.add("127.0.0.1");
    names.addAll(addresses());
    return List.copyOf(names);
  }

  /// Returns the addresses of this machine on its networks, IPv4 first; none of the loopback.
  public static List<String> addresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(MachineNames::isReachable)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
          .sorted(
              Comparator.comparing((InetAddress address) -> !(address instanceof Inet4Address))
                  .thenComparing(InetAddress::getHostAddress))
          .map(MachineNames::plain)
          .distinct()
          .toList();
    } catch (SocketException _) {
      return List.of(); // a machine that does not tell its addresses is still reached at localhost
    }
  }

  /// Without asking a name server, which may take long to say nothing.
  static Optional<String> hostName() {
    try {
      String name =
          Files.isReadable(KERNEL_NAME)
              ? Files.readString(KERNEL_NAME).strip()
              : InetAddress.getLocalHost().getHostName();
      return HOST_NAME.matcher(name).matches() && !SelfMadeCertificate.isAddress(name)
          ? Optional.of(name)
          : Optional.empty();
    } catch (UnknownHostException _) {
      return Optional.empty(); // a machine without a name has addresses
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static String plain(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  private static boolean isReachable(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback() && !network.isPointToPoint();
    } catch (SocketException _) {
      return false;
    }
  }
}
