package org.acequia.node.https;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Compression;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// Adds HTTPS to a server that speaks plain HTTP: TLS 1.2 and 1.3 with forward secrecy, HTTP/1.1
/// and HTTP/2. Everything else is as for plain HTTP, so that the bounds are the same.
public final class HttpsConnector
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  /// What TLS 1.2 may use; TLS 1.3 has only good ones.
  private static final String CIPHERS =
      "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,"
          + "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,"
          + "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,"
          + "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256";

  /// How many finished handshakes are remembered, so that phones resume them.
  private static final int TLS_SESSIONS_MAX = 1_000;

  private final Optional<Connector> connector;
  private final Optional<NodeCertificate> certificate;

  private HttpsConnector(Optional<Connector> connector, Optional<NodeCertificate> certificate) {
    this.connector = connector;
    this.certificate = certificate;
  }

  /// HTTPS is switched off.
  public static HttpsConnector off() {
    return new HttpsConnector(Optional.empty(), Optional.empty());
  }

  /// HTTPS on `port`, 0 for any that is free.
  public static HttpsConnector on(int port, NodeCertificate certificate) {
    Connector connector = new Connector(Http11NioProtocol.class.getName());
    connector.setPort(port);
    connector.setScheme("https");
    connector.setSecure(true);
    return new HttpsConnector(Optional.of(connector), Optional.of(certificate));
  }

  /// Returns the port at which it listens; empty where it is switched off.
  public OptionalInt port() {
    return connector
        .map(running -> OptionalInt.of(running.getLocalPort()))
        .orElse(OptionalInt.empty());
  }

  /// Returns the certificate that it shows; empty where it is switched off.
  public Optional<NodeCertificate> certificate() {
    return certificate;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    connector.ifPresent(https -> {
      factory.getConnectorCustomizers().forEach(customizer -> customizer.customize(https));
      Http11NioProtocol protocol = (Http11NioProtocol) https.getProtocolHandler();
      protocol.setExecutor(new VirtualThreadExecutor("https-"));
      protocol.setSSLEnabled(true);
      protocol.addSslHostConfig(tls(certificate.orElseThrow()));
      if (https.findUpgradeProtocols().length == 0) {
        https.addUpgradeProtocol(new Http2Protocol());
      }
      compress(protocol, factory.getCompression());
      factory.addAdditionalConnectors(https);
    });
  }

  /// Forms carry a token that is masked anew each time, so that its length tells nothing.
  private static void compress(Http11NioProtocol protocol, @Nullable Compression compression) {
    if (compression != null && compression.getEnabled()) {
      protocol.setCompression("on");
      protocol.setCompressionMinSize((int) compression.getMinResponseSize().toBytes());
      protocol.setCompressibleMimeType(String.join(",", compression.getMimeTypes()));
    }
  }

  private static SSLHostConfig tls(NodeCertificate certificate) {
    SSLHostConfig config = new SSLHostConfig();
    config.setProtocols("TLSv1.2+TLSv1.3");
    config.setCiphers(CIPHERS);
    config.setHonorCipherOrder(false);
    config.setSessionCacheSize(TLS_SESSIONS_MAX);
    SSLHostConfigCertificate shown =
        new SSLHostConfigCertificate(config, SSLHostConfigCertificate.Type.UNDEFINED);
    shown.setCertificateKeystore(certificate.keyStore());
    shown.setCertificateKeystorePassword("");
    config.addCertificate(shown);
    return config;
  }
}
