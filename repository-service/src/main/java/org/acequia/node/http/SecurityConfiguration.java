package org.acequia.node.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.acequia.node.NodeKeys;
import org.acequia.node.audit.Actors;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.community.CuratorAccounts;
import org.acequia.node.community.Home;
import org.acequia.node.community.StoredTokens;
import org.acequia.node.https.HttpsConnector;
import org.acequia.web.Door;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import tools.jackson.databind.json.JsonMapper;

/// Who may do what over HTTP: reading is for everyone; everything else is for curators who signed
/// in, or for programs with a token. The pages guard `/curate` themselves, to come back there after
/// signing in.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

  private static final String API = "/api/**";

  /// What may be posted by whoever is not signed in: each checks a secret of its own.
  private static final String[] ENTRANCES = {
    "/sign-in", "/setup", "/setup/**", "/api/v1/sessions", "/sign-in/recover"
  };

  @Bean
  ApiSessions apiSessions(SecureRandom random, InstantSource clock) {
    return new ApiSessions(random, clock);
  }

  @Bean
  Epochs epochs() {
    return new Epochs();
  }

  @Bean
  VisitorSessions visitorSessions(Epochs epochs, InstantSource clock) {
    return new VisitorSessions(epochs, clock);
  }

  @Bean
  Actors actors() {
    return new RequestActors();
  }

  @Bean
  Door door(HttpsConnector https) {
    return new SocketDoor(https);
  }

  /// Who signs in, and what they do with their accounts.
  @Bean
  SessionCurators curators(
      CuratorAccounts accounts,
      VisitorSessions sessions,
      ApiSessions apiSessions,
      Epochs epochs,
      AuditTrail trail) {
    return new SessionCurators(accounts, sessions, apiSessions, epochs, trail);
  }

  /// Before everything, for refusals and errors too.
  @Bean
  FilterRegistrationBean<SecurityHeaders> securityHeaders() {
    FilterRegistrationBean<SecurityHeaders> headers =
        new FilterRegistrationBean<>(new SecurityHeaders());
    headers.setOrder(Ordered.HIGHEST_PRECEDENCE);
    headers.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
    return headers;
  }

  @Bean
  ProblemWriter problemWriter(JsonMapper json) {
    return new ProblemWriter(json);
  }

  @Bean
  Visitors visitors(Home home) {
    return new Visitors(home);
  }

  @Bean
  SecurityFilterChain chain(
      HttpSecurity http,
      NodeKeys keys,
      ApiSessions apiSessions,
      StoredTokens tokens,
      VisitorSessions sessions,
      InstantSource clock,
      ProblemWriter problems) {
    PathPatternRequestMatcher api = PathPatternRequestMatcher.withDefaults().matcher(API);
    return http.authorizeHttpRequests(requests ->
            requests
                .requestMatchers("/admin", "/admin/**")
                .authenticated()
                .requestMatchers("/api/v1/imports", "/api/v1/imports/**")
                .hasAuthority(OperatorToken.OPERATOR)
                .requestMatchers(HttpMethod.GET)
                .permitAll()
                .requestMatchers(HttpMethod.HEAD)
                .permitAll()
                .requestMatchers(HttpMethod.POST, ENTRANCES)
                .permitAll()
                .requestMatchers("/error")
                .permitAll()
                .anyRequest()
                .authenticated())
        .addFilterBefore(
            new BearerFilter(keys.token(), apiSessions, tokens, clock, problems),
            AnonymousAuthenticationFilter.class)
        .securityContext(context -> context.securityContextRepository(sessions))
        .csrf(csrf ->
            csrf.csrfTokenRepository(new FormTokens())
                .ignoringRequestMatchers(BearerFilter::carriesToken)
                .ignoringRequestMatchers(SecurityConfiguration::isAnonymousCall))
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .headers(headers ->
            headers
                // It would send browsers to HTTPS at the port where pages are read without it, and
                // forbid them to accept a certificate that a node made for itself.
                .httpStrictTransportSecurity(hsts -> hsts.disable())
                .cacheControl(cache -> cache.disable())
                .xssProtection(xss -> xss.disable())
                .frameOptions(frames -> frames.disable()) // frame-ancestors says it
                .referrerPolicy(policy ->
                    policy.policy(
                        org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter
                            .ReferrerPolicy.SAME_ORIGIN)))
        .exceptionHandling(handling ->
            handling
                .defaultAuthenticationEntryPointFor(
                    (_, response, _) ->
                        problems.write(
                            response,
                            HttpStatus.UNAUTHORIZED,
                            "Sign in, or send a token. Nothing was changed."),
                    api)
                .defaultAuthenticationEntryPointFor(
                    (request, response, _) -> {
                      response.setStatus(HttpStatus.SEE_OTHER.value());
                      response.setHeader("Location", "/sign-in?back=" + back(request));
                    },
                    (HttpServletRequest _) -> true)
                .defaultAccessDeniedHandlerFor(
                    (_, response, _) ->
                        problems.write(
                            response,
                            HttpStatus.FORBIDDEN,
                            "This is not allowed, or the form has expired. Nothing was changed."),
                    api))
        .build();
  }

  /// Without a cookie, another site's page can do no more than its author: nothing is forged.
  private static boolean isAnonymousCall(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/api/") && request.getCookies() == null;
  }

  private static String back(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        ? URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8)
        : "";
  }
}
