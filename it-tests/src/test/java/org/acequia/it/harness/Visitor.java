package org.acequia.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Somebody with a browser that follows no redirects, has accepted the node's certificate, and
/// speaks English. Keeps cookies of one node.
public final class Visitor {

  private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final Map<String, String> jar = new TreeMap<>();
  private final SSLContext tls = trusting();
  private final HttpClient http =
      HttpClient.newBuilder().sslContext(tls).followRedirects(HttpClient.Redirect.NEVER).build();

  /// Asks for a page.
  ///
  /// @param headers names and values in turn
  public HttpResponse<String> get(String address, String... headers) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address)).GET(), headers);
  }

  /// Sends a form without looking at it first, and so without its token.
  public HttpResponse<String> post(String address, String... fields) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(fields))));
  }

  /// Sends a JSON document.
  public HttpResponse<String> json(String address, String body, String... headers)
      throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)),
        headers);
  }

  /// Opens `page`, fills the form in that goes to `action`, and sends it.
  public HttpResponse<String> submit(String node, String page, String action, String... fields)
      throws Exception {
    Matcher token = FORM_TOKEN.matcher(get(node + page).body());
    if (!token.find()) {
      throw new IllegalStateException("%s has no form".formatted(page));
    }
    String[] all = java.util.Arrays.copyOf(fields, fields.length + 2);
    all[fields.length] = "_csrf";
    all[fields.length + 1] = token.group(1);
    return post(node + action, all);
  }

  /// Signs in.
  public HttpResponse<String> signIn(String node, String name, String password) throws Exception {
    return submit(node, "/sign-in", "/sign-in", "name", name, "password", password);
  }

  /// Returns the cookies as a browser sends them.
  public String cookies() {
    return jar.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  /// Returns the SHA-256 of the certificate that is shown at `address`, as browsers print it.
  public String fingerprint(String address) throws Exception {
    URI at = URI.create(address);
    try (SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(at.getHost(), at.getPort())) {
      socket.startHandshake();
      byte[] shown = socket.getSession().getPeerCertificates()[0].getEncoded();
      return HexFormat.ofDelimiter(":")
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(shown));
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws Exception {
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    HttpRequest bare = request.build();
    if (!jar.isEmpty() && bare.uri().getScheme().equals("https")) {
      request.setHeader("Cookie", cookies());
    }
    request.setHeader("Accept-Language", "en");
    request.setHeader("Accept", "text/html, application/json");
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString(UTF_8));
    for (String cookie : answer.headers().allValues("set-cookie")) {
      String[] pair = cookie.split(";", 2)[0].split("=", 2);
      jar.put(pair[0], pair[1]);
    }
    return answer;
  }

  private static String form(String... fields) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(fields[i]).append('=');
      form.append(URLEncoder.encode(fields[i + 1], UTF_8));
    }
    return form.toString();
  }

  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Accepting()}, new SecureRandom());
      return context;
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Accepts what the person has accepted: the extended kind is asked for names, too, and says yes.
  private static final class Accepting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
