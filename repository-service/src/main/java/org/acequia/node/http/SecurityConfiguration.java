package org.acequia.node.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.acequia.node.NodeKeys;
import org.acequia.node.community.CuratorAccounts;
import org.acequia.node.community.Home;
import org.acequia.web.Curators;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
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
  private static final String[] ENTRANCES = {"/sign-in", "/setup", "/setup/**", "/api/v1/sessions"};

  @Bean
  ApiSessions apiSessions(SecureRandom random, InstantSource clock) {
    return new ApiSessions(random, clock);
  }

  @Bean
  SecurityContextRepository securityContexts() {
    return new HttpSessionSecurityContextRepository();
  }

  @Bean
  Curators curators(CuratorAccounts accounts, SecurityContextRepository contexts) {
    return new SessionCurators(accounts, contexts);
  }

  @Bean
  Visitors visitors(Home home) {
    return new Visitors(home);
  }

  @Bean
  SecurityFilterChain chain(
      HttpSecurity http,
      NodeKeys keys,
      ApiSessions sessions,
      SecurityContextRepository contexts,
      JsonMapper json) {
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
            new BearerFilter(keys.token(), sessions), AnonymousAuthenticationFilter.class)
        .securityContext(context -> context.securityContextRepository(contexts))
        .csrf(csrf ->
            csrf.ignoringRequestMatchers(BearerFilter::carriesToken)
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
                .referrerPolicy(policy ->
                    policy.policy(
                        org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter
                            .ReferrerPolicy.SAME_ORIGIN)))
        .exceptionHandling(handling ->
            handling
                .defaultAuthenticationEntryPointFor(
                    (_, response, _) ->
                        refuse(
                            response,
                            json,
                            HttpStatus.UNAUTHORIZED,
                            "Sign in, or send a token. Nothing was changed."),
                    api)
                .defaultAuthenticationEntryPointFor(
                    new LoginUrlAuthenticationEntryPoint("/sign-in"),
                    (HttpServletRequest _) -> true)
                .defaultAccessDeniedHandlerFor(
                    (_, response, _) ->
                        refuse(
                            response,
                            json,
                            HttpStatus.FORBIDDEN,
                            "This is not allowed, or the form has expired. Nothing was changed."),
                    api))
        .build();
  }

  /// Without a cookie, another site's page can do no more than its author: nothing is forged.
  private static boolean isAnonymousCall(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/api/") && request.getCookies() == null;
  }

  private static void refuse(
      HttpServletResponse response, JsonMapper json, HttpStatus status, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(json.writeValueAsBytes(ProblemDetail.forStatusAndDetail(status, detail)));
  }
}
