package org.acequia.node.http;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/// The node's operator, who can read the token in its data directory.
final class OperatorToken extends AbstractAuthenticationToken {

  /// What the operator has beside what curators have.
  static final String OPERATOR = "ROLE_OPERATOR";

  OperatorToken() {
    super(AuthorityUtils.createAuthorityList(OPERATOR, VisitorToken.CURATOR));
    setAuthenticated(true);
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return "operator";
  }
}
