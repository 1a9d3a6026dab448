package org.acequia.node.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.acequia.node.directory.SpaceReserve;
import org.acequia.node.uploads.Unread;
import org.acequia.web.curating.UploadPage;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets forms with files through from curators who are signed in, to the pages that take them, and
/// from nobody else: whoever asks for a field of such a form writes its files to the disk first.
public final class FormFiles extends OncePerRequestFilter {

  private static final long FIELDS_BYTES_MAX = 1_000_000;

  /// The largest form, in bytes, all files together. Larger ones need JavaScript, which sends them
  /// in pieces.
  public static final long FORM_BYTES_MAX = UploadPage.FORM_BYTES_MAX + FIELDS_BYTES_MAX;

  /// How many fields and files a form may have.
  public static final int PARTS_MAX = 500;

  private static final int INSUFFICIENT_STORAGE = 507;
  private static final Set<String> PAGES = Set.of("/curate/upload", "/curate/import/table");

  private final SecurityContextRepository contexts;
  private final SpaceReserve reserve;

  /// @param reserve of the disk on which the files of forms lie until they are stored
  FormFiles(SecurityContextRepository contexts, SpaceReserve reserve) {
    this.contexts = contexts;
    this.reserve = reserve;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String type = Optional.ofNullable(request.getContentType()).orElse("");
    if (!type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      chain.doFilter(request, response);
    } else if (!PAGES.contains(request.getRequestURI())) {
      response.sendError(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
    } else if (!isSignedIn(request)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else if (request.getContentLengthLong() > FORM_BYTES_MAX) {
      Unread.drain(request);
      response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    } else if (reserve.roomBytes() < neededBytes(request)) {
      // A browser listens only once it has sent all of a form.
      Unread.drain(request, FORM_BYTES_MAX);
      response.sendError(INSUFFICIENT_STORAGE);
    } else {
      chain.doFilter(request, response);
    }
  }

  /// Twice what comes: a file lies here while its copy is stored. One that does not say how much
  /// comes may bring as much as a form can.
  private static long neededBytes(HttpServletRequest request) {
    long comes = request.getContentLengthLong();
    return 2 * (comes < 0 ? FORM_BYTES_MAX : comes);
  }

  private boolean isSignedIn(HttpServletRequest request) {
    Optional<Authentication> who =
        Optional.ofNullable(contexts.loadDeferredContext(request).get().getAuthentication());
    return who.filter(VisitorToken.class::isInstance).isPresent();
  }
}
