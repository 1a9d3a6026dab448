package org.acequia.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.acequia.node.https.HttpsConnector;
import org.acequia.node.https.MachineNames;
import org.acequia.node.https.NodeCertificate;

/// What a node says once it answers: where to find it, and what to do first.
///
/// @param options what the operator chose
/// @param port of HTTP, as it turned out
/// @param https tells its port and certificate
/// @param setupToken opens the set-up page; asked for when the report is printed, and empty once a
///   community is there
public record StartReport(
    NodeOptions options, int port, HttpsConnector https, Supplier<Optional<String>> setupToken) {

  /// Returns the lines to print.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Acequia %s answers at".formatted(Acequia.VERSION));
    lines.add("  " + local());
    hosts().forEach(host -> lines.add("  http://%s:%d/".formatted(host, port)));
    https
        .port()
        .ifPresent(securePort -> {
          lines.add("Curators sign in at this machine, or at");
          secure(securePort).forEach(address -> lines.add("  " + address));
        });
    https
        .certificate()
        .filter(NodeCertificate::selfMade)
        .ifPresent(made -> {
          lines.add("Browsers warn of its certificate once, because the node made it for itself.");
          lines.add("  SHA-256 fingerprint " + made.fingerprint());
          lines.add("  of its key          " + made.keyFingerprint());
        });
    setupToken
        .get()
        .ifPresent(token -> {
          lines.add("No community is here yet. Open this once to found one, or to join one:");
          lines.add("  %ssetup?token=%s".formatted(local(), token));
          OptionalInt secure = https.port();
          if (secure.isPresent()) {
            secure(secure.getAsInt()).stream()
                .findFirst()
                .ifPresent(address -> lines.add("  %ssetup?token=%s".formatted(address, token)));
          }
        });
    lines.add("Stop it with Ctrl-C.");
    return lines;
  }

  private String local() {
    return "http://localhost:%d/".formatted(port);
  }

  private List<String> secure(int securePort) {
    return hosts().stream().map(host -> "https://%s:%d/".formatted(host, securePort)).toList();
  }

  /// IPv4 only: that is what people can type.
  private List<String> hosts() {
    return options.loopbackOnly()
        ? List.of()
        : MachineNames.addresses().stream().filter(host -> host.indexOf(':') < 0).toList();
  }
}
