package io.github.requestree.shaping;

import io.github.requestree.profile.Frame;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part that a library plays in a request, if a reader wants to know where it begins. */
enum LibraryRole {
  TEMPLATE("template"),
  ORM("orm"),
  JSON("json"),
  VALIDATION("validation"),
  CACHE("cache"),
  SECURITY("security"),
  /** A frame that merely leads on to another call: filter chains and reflection. */
  WAY("way");

  private record Prefix(String prefix, @Nullable LibraryRole role) {}

  /** The prefixes in order; the first that fits counts. */
  private static final List<Prefix> PREFIXES =
      List.of(
          new Prefix("java.lang.reflect.", WAY),
          new Prefix("java.lang.invoke.", WAY),
          new Prefix("jdk.internal.reflect.", WAY),
          new Prefix("sun.reflect.", WAY),
          new Prefix("jakarta.servlet.", WAY),
          new Prefix("org.apache.catalina.core.ApplicationFilterChain", WAY),
          new Prefix("org.springframework.web.filter.DelegatingFilterProxy", WAY),
          new Prefix("org.springframework.security.web.FilterChainProxy", WAY),
          new Prefix("org.springframework.security.web.ObservationFilterChainDecorator", WAY),
          new Prefix("org.thymeleaf.", TEMPLATE),
          new Prefix("freemarker.", TEMPLATE),
          new Prefix("org.apache.velocity.", TEMPLATE),
          new Prefix("org.apache.jasper.", TEMPLATE),
          new Prefix("com.github.mustachejava.", TEMPLATE),
          new Prefix("com.samskivert.mustache.", TEMPLATE),
          new Prefix("com.github.jknack.handlebars.", TEMPLATE),
          new Prefix("io.pebbletemplates.", TEMPLATE),
          new Prefix("gg.jte.", TEMPLATE),
          new Prefix("groovy.text.", TEMPLATE),
          new Prefix("org.hibernate.validator.", VALIDATION),
          new Prefix("org.springframework.validation.", VALIDATION),
          new Prefix("org.hibernate.", ORM),
          new Prefix("org.eclipse.persistence.", ORM),
          new Prefix("org.springframework.data.", ORM),
          new Prefix("org.springframework.jdbc.core.", ORM),
          new Prefix("org.jooq.", ORM),
          new Prefix("org.apache.ibatis.", ORM),
          new Prefix("org.mybatis.", ORM),
          new Prefix("org.apache.openjpa.", ORM),
          new Prefix("org.jdbi.", ORM),
          new Prefix("io.ebean.", ORM),
          new Prefix("com.querydsl.", ORM),
          new Prefix("com.fasterxml.jackson.", JSON),
          new Prefix("tools.jackson.", JSON),
          new Prefix("com.google.gson.", JSON),
          new Prefix("com.squareup.moshi.", JSON),
          new Prefix("com.alibaba.fastjson", JSON),
          new Prefix("com.jayway.jsonpath.", JSON),
          new Prefix("org.eclipse.yasson.", JSON),
          new Prefix("org.json.", JSON),
          new Prefix("net.minidev.json.", JSON),
          new Prefix("org.springframework.cache.", CACHE),
          new Prefix("com.github.benmanes.caffeine.", CACHE),
          new Prefix("com.google.common.cache.", CACHE),
          new Prefix("org.ehcache.", CACHE),
          new Prefix("net.sf.ehcache.", CACHE),
          new Prefix("com.hazelcast.", CACHE),
          new Prefix("org.infinispan.", CACHE),
          // Their filters stand around every request and say nothing.
          new Prefix("org.springframework.security.web.", null),
          new Prefix("org.springframework.security.config.", null),
          new Prefix("org.apache.shiro.web.", null),
          new Prefix("org.springframework.security.", SECURITY),
          new Prefix("org.apache.shiro.", SECURITY),
          new Prefix("org.bouncycastle.", SECURITY),
          new Prefix("org.keycloak.", SECURITY),
          new Prefix("org.pac4j.", SECURITY),
          new Prefix("com.nimbusds.", SECURITY),
          new Prefix("io.jsonwebtoken.", SECURITY));

  private static final String JETTY = "org.eclipse.jetty.ee";
  private static final Set<String> FILTERS =
      Set.of("doFilter", "internalDoFilter", "doFilterInternal");

  private final String text;

  LibraryRole(String text) {
    this.text = text;
  }

  /** Returns its name in formats. */
  String text() {
    return text;
  }

  /** Returns whether the reader wants to know where it begins. */
  boolean isTelling() {
    return this != WAY;
  }

  /** Returns the part of a library's method; null if it plays none of these. */
  static @Nullable LibraryRole of(Frame library) {
    String className = library.className();
    if (FILTERS.contains(library.name()) || isJettysChain(className)) {
      return WAY;
    }
    for (Prefix known : PREFIXES) {
      if (className.startsWith(known.prefix())) {
        return known.role();
      }
    }
    return null;
  }

  /**
   * Returns whether it is a class such as {@code
   * org.eclipse.jetty.ee10.servlet.ServletHandler$Chain}.
   */
  private static boolean isJettysChain(String className) {
    return className.startsWith(JETTY)
        && (className.contains(".servlet.FilterHolder")
            || className.contains(".servlet.ServletHandler")
            || className.contains(".servlet.ServletHolder"));
  }
}
