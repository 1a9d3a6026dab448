package org.acequia.web;

import java.time.InstantSource;
import org.acequia.web.curating.AccountPage;
import org.acequia.web.curating.Desk;
import org.acequia.web.curating.RecoverPage;
import org.acequia.web.curating.Threshold;
import org.acequia.web.curating.TokensPage;
import org.acequia.web.pages.Pages;
import org.acequia.web.stewarding.AdminPage;
import org.acequia.web.stewarding.AuditPage;
import org.acequia.web.stewarding.NeighboursPage;
import org.acequia.web.stewarding.Stewards;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// The pages around signing in, and those of stewards, for the node to import beside [WebPages].
///
/// Needs one bean each of [Door], [Accounts], [ApiTokens], [AuditLog], [NodeHealth] and
/// [InstantSource].
@Configuration(proxyBeanMethods = false)
public class DoorPages implements WebMvcConfigurer {

  private static final int BEFORE_ALL = -100;

  private final Desk desk;
  private final Threshold threshold;
  private final Stewards stewards;

  /// Made by Spring.
  public DoorPages(Curators curators, Door door, ObjectProvider<Pages> pages) {
    this.desk = new Desk(curators);
    this.threshold = new Threshold(door, pages);
    this.stewards = new Stewards(curators);
  }

  /// Nobody gets to a password, or behind one, while others listen; and to `/admin` stewards only.
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(threshold)
        .addPathPatterns(
            "/sign-in",
            "/sign-in/**",
            "/setup",
            "/setup/**",
            "/curate",
            "/curate/**",
            "/admin",
            "/admin/**")
        .order(BEFORE_ALL);
    registry.addInterceptor(stewards).addPathPatterns("/admin", "/admin/**");
  }

  /// `/sign-in/recover`.
  @Bean
  public RecoverPage recoverPage(Accounts accounts, Pages pages) {
    return new RecoverPage(accounts, pages);
  }

  /// `/curate/account`.
  @Bean
  public AccountPage accountPage(Accounts accounts, Pages pages) {
    return new AccountPage(desk, accounts, pages);
  }

  /// `/curate/tokens`.
  @Bean
  public TokensPage tokensPage(ApiTokens tokens, InstantSource clock, Pages pages) {
    return new TokensPage(desk, tokens, clock, pages);
  }

  /// `/admin`.
  @Bean
  public AdminPage adminPage(NodeHealth health, Pages pages) {
    return new AdminPage(health, pages);
  }

  /// `/admin/neighbours`.
  @Bean
  public NeighboursPage neighboursPage(Neighbourhood neighbourhood, Pages pages) {
    return new NeighboursPage(neighbourhood, pages);
  }

  /// `/admin/audit`.
  @Bean
  public AuditPage auditPage(AuditLog log, Pages pages) {
    return new AuditPage(log, pages);
  }
}
