package org.acequia.node.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.acequia.node.http.KeptPage.Coded;
import org.acequia.node.http.KeptPage.Header;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;

/// Answers with a kept page, or with 304 where the browser has it, before Tomcat looks for who else
/// would answer; that and the encoding of headers would be half of the cost.
final class KeptPagesValve extends ValveBase {

  private final KeptPages pages;

  KeptPagesValve(KeptPages pages) {
    super(true);
    this.pages = pages;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    Optional<KeptPage> kept = pages.find(request);
    if (kept.isPresent()) {
      Coded page = kept.get().in(request);
      add(page.headers(), response.getCoyoteResponse().getMimeHeaders());
      KeptPages.finish(page, request, response);
    } else {
      getNext().invoke(request, response);
    }
  }

  /// Adds copies: Tomcat writes the headers of later answers into the arrays that it is given.
  static void add(List<Header> kept, MimeHeaders headers) {
    for (Header header : kept) {
      byte[] name = header.nameBytes().clone();
      byte[] value = header.valueBytes().clone();
      headers.addValue(name, 0, name.length).setBytes(value, 0, value.length);
    }
  }
}
