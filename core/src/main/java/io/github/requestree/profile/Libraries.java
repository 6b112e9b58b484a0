package io.github.requestree.profile;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The libraries that are known by default: the short name of each, its packages, and the kind of
 * its waits. Stateless and thread-safe.
 */
public final class Libraries {

  private record Library(String name, List<String> prefixes, List<Waiting> waiting) {

    /** Adds a kind of waiting, for any wait in classes that begin like this. */
    Library waits(WaitKind kind, String... prefixes) {
      return with(kind, null, prefixes);
    }

    /** Adds a pool. Statements go through its classes as well, so the method decides. */
    Library pool(String method, String... prefixes) {
      return with(WaitKind.CONNECTION_POOL, method, prefixes);
    }

    private Library with(WaitKind kind, @Nullable String method, String... prefixes) {
      Stream<Waiting> more = Stream.of(prefixes).map(prefix -> new Waiting(prefix, method, kind));
      return new Library(name, this.prefixes, Stream.concat(waiting.stream(), more).toList());
    }
  }

  /** One kind for all waits in these classes, or for all waits in one method of theirs. */
  private record Waiting(String prefix, @Nullable String method, WaitKind kind) {}

  private static final List<Library> LIBRARIES =
      List.of(
          library("java", "java.", "javax.", "jdk.", "sun.", "com.sun.")
              .waits(WaitKind.HTTP_CLIENT, "jdk.internal.net.http.", "sun.net.www.protocol.http")
              .waits(WaitKind.PROCESS, "java.lang.ProcessImpl", "java.lang.Process$"),
          library("jakarta", "jakarta."),
          library("osgi", "org.osgi.", "org.apache.felix.", "org.eclipse.osgi."),
          // Containers. Not org.apache.jsp: compiled pages of the application live there.
          library("jetty", "org.eclipse.jetty.")
              .waits(WaitKind.HTTP_CLIENT, "org.eclipse.jetty.client."),
          library("tomcat", "org.apache.catalina.", "org.apache.coyote.", "org.apache.tomcat.")
              .pool("getConnection", "org.apache.tomcat.jdbc.pool.", "org.apache.tomcat.dbcp."),
          library("tomcat", "org.apache.naming.", "org.apache.jasper.", "org.apache.el."),
          library("undertow", "io.undertow.", "org.xnio."),
          library("jboss", "org.jboss.", "org.wildfly."),
          library("glassfish", "org.glassfish.", "fish.payara."),
          library("liberty", "io.openliberty.", "com.ibm.ws.", "com.ibm.websphere."),
          library("weblogic", "weblogic."),
          library("openejb", "org.apache.openejb."),
          library("tomee", "org.apache.tomee."),
          // Frameworks.
          library("spring", "org.springframework.")
              // These send asynchronously and wait for the future, or for the body, themselves.
              .waits(
                  WaitKind.HTTP_CLIENT,
                  "org.springframework.http.client.JdkClient",
                  "org.springframework.http.client.Reactor",
                  "org.springframework.http.client.SubscriberInputStream",
                  "org.springframework.web.service.invoker.HttpServiceMethod$Reactor"),
          library("quarkus", "io.quarkus.", "io.smallrye."),
          library("micronaut", "io.micronaut."),
          library("javalin", "io.javalin."),
          library("dropwizard", "io.dropwizard.", "com.codahale.metrics."),
          library("grails", "org.grails.", "grails."),
          library("myfaces", "org.apache.myfaces."),
          library("primefaces", "org.primefaces."),
          library("webjars", "org.webjars."),
          library("springdoc", "org.springdoc."),
          library("swagger", "io.swagger."),
          library("helidon", "io.helidon."),
          library("vertx", "io.vertx."),
          library("guice", "com.google.inject."),
          library("cxf", "org.apache.cxf."),
          library("struts", "org.apache.struts2."),
          library("wicket", "org.apache.wicket."),
          library("vaadin", "com.vaadin."),
          library("shiro", "org.apache.shiro."),
          library("keycloak", "org.keycloak."),
          library("nimbus", "com.nimbusds."),
          library("jjwt", "io.jsonwebtoken."),
          library("bouncycastle", "org.bouncycastle."),
          library("netflix", "com.netflix."),
          library("camel", "org.apache.camel."),
          library("quartz", "org.quartz."),
          library("grpc", "io.grpc."),
          // Persistence: mappers, pools, drivers, stores.
          library("hibernate", "org.hibernate."),
          library("eclipselink", "org.eclipse.persistence."),
          library("jooq", "org.jooq."),
          library("querydsl", "com.querydsl."),
          library("ebean", "io.ebean.", "io.ebeaninternal."),
          library("mybatis", "org.apache.ibatis.", "org.mybatis."),
          library("jdbi", "org.jdbi."),
          library("flyway", "org.flywaydb."),
          library("liquibase", "liquibase."),
          library("hikari", "com.zaxxer.hikari.").pool("getConnection", "com.zaxxer.hikari."),
          library("c3p0", "com.mchange.").pool("getConnection", "com.mchange.v2.c3p0."),
          library("druid", "com.alibaba.druid.").pool("getConnection", "com.alibaba.druid.pool."),
          library("agroal", "io.agroal.").pool("getConnection", "io.agroal.pool."),
          library("vibur", "org.vibur.").pool("getConnection", "org.vibur.dbcp."),
          library("postgresql", "org.postgresql.").waits(WaitKind.DATABASE, "org.postgresql."),
          library("mysql", "com.mysql.").waits(WaitKind.DATABASE, "com.mysql."),
          library("mariadb", "org.mariadb.").waits(WaitKind.DATABASE, "org.mariadb.jdbc."),
          library("oracle", "oracle.jdbc.", "oracle.net.", "oracle.sql.", "oracle.ucp.")
              .waits(WaitKind.DATABASE, "oracle.jdbc."),
          library("sqlserver", "com.microsoft.sqlserver.")
              .waits(WaitKind.DATABASE, "com.microsoft.sqlserver."),
          library("db2", "com.ibm.db2.").waits(WaitKind.DATABASE, "com.ibm.db2."),
          library("h2", "org.h2.").waits(WaitKind.DATABASE, "org.h2."),
          library("hsqldb", "org.hsqldb.").waits(WaitKind.DATABASE, "org.hsqldb."),
          library("derby", "org.apache.derby.").waits(WaitKind.DATABASE, "org.apache.derby."),
          library("sqlite", "org.sqlite.").waits(WaitKind.DATABASE, "org.sqlite."),
          library("mongodb", "com.mongodb.", "org.bson."),
          library("lettuce", "io.lettuce."),
          library("jedis", "redis.clients."),
          library("cassandra", "com.datastax."),
          library("elasticsearch", "org.elasticsearch.", "co.elastic."),
          library("lucene", "org.apache.lucene."),
          library("kafka", "org.apache.kafka."),
          library("rabbitmq", "com.rabbitmq."),
          library("caffeine", "com.github.benmanes.caffeine."),
          library("ehcache", "org.ehcache.", "net.sf.ehcache."),
          library("hazelcast", "com.hazelcast."),
          library("infinispan", "org.infinispan."),
          // Data formats and templates.
          library("jackson", "com.fasterxml.", "tools.jackson."),
          library("gson", "com.google.gson."),
          library("moshi", "com.squareup.moshi."),
          library("protobuf", "com.google.protobuf."),
          library("json", "org.json.", "com.jayway.jsonpath.", "net.minidev.json."),
          library("modelmapper", "org.modelmapper."),
          library("poi", "org.apache.poi."),
          library("pdfbox", "org.apache.pdfbox."),
          library("fop", "org.apache.fop."),
          library("snakeyaml", "org.yaml.snakeyaml.", "org.snakeyaml."),
          library("xml", "org.apache.xerces.", "org.apache.xalan.", "org.dom4j.", "org.jdom2."),
          library("thymeleaf", "org.thymeleaf.", "org.attoparser.", "org.unbescape.", "ognl."),
          library("freemarker", "freemarker."),
          library("velocity", "org.apache.velocity."),
          library("mustache", "com.github.mustachejava.", "com.samskivert.mustache."),
          library("handlebars", "com.github.jknack.handlebars."),
          library("pebble", "io.pebbletemplates."),
          library("jte", "gg.jte."),
          // Network, reactive.
          library("netty", "io.netty."),
          library("reactor", "reactor.", "org.reactivestreams."),
          library("rxjava", "io.reactivex.", "rx.internal.", "rx.schedulers.", "rx.subjects."),
          library("rxjava", "rx.observables.", "rx.observers.", "rx.Observable", "rx.Single"),
          library("akka", "akka.", "org.apache.pekko."),
          library("okhttp", "okhttp3.", "okio.", "com.squareup.okhttp.")
              .waits(WaitKind.HTTP_CLIENT, "okhttp3."),
          library("retrofit", "retrofit2."),
          library("feign", "feign."),
          library("httpclient", "org.apache.http.", "org.apache.hc.")
              .waits(
                  WaitKind.HTTP_CLIENT,
                  "org.apache.http.",
                  "org.apache.hc.client5.",
                  "org.apache.hc.core5."),
          library("aws", "software.amazon.awssdk.", "com.amazonaws."),
          library("google", "com.google.api.", "com.google.cloud."),
          library("azure", "com.azure."),
          // Logging, metrics, tracing.
          library("slf4j", "org.slf4j."),
          library("logback", "ch.qos.logback."),
          library("log4j", "org.apache.logging.", "org.apache.log4j."),
          library("micrometer", "io.micrometer."),
          library("opentelemetry", "io.opentelemetry."),
          library("brave", "brave.", "zipkin2."),
          library("prometheus", "io.prometheus."),
          library("sentry", "io.sentry."),
          library("datadog", "datadog.", "com.datadoghq."),
          library("newrelic", "com.newrelic."),
          library("jacoco", "org.jacoco."),
          library("datasource-proxy", "net.ttddyy."),
          library("p6spy", "com.p6spy."),
          // Languages, utilities, generated code.
          library("kotlin", "kotlin.", "kotlinx."),
          library("scala", "scala."),
          library("groovy", "groovy.", "org.codehaus.groovy.", "org.apache.groovy."),
          library("clojure", "clojure."),
          library("commons", "org.apache.commons.")
              .pool("getConnection", "org.apache.commons.dbcp2.")
              .pool("borrowObject", "org.apache.commons.pool2."),
          library("guava", "com.google.common."),
          library("antlr", "org.antlr.", "antlr."),
          library("resilience4j", "io.github.resilience4j."),
          library("failsafe", "dev.failsafe."),
          library("aspectj", "org.aspectj."),
          library("bytebuddy", "net.bytebuddy."),
          library("cglib", "net.sf.cglib."),
          library("javassist", "javassist."));

  private static final List<String> PREFIXES =
      LIBRARIES.stream().flatMap(library -> library.prefixes().stream()).toList();

  private static final List<Waiting> WAITING =
      LIBRARIES.stream().flatMap(library -> library.waiting().stream()).toList();

  private Libraries() {}

  private static Library library(String name, String... prefixes) {
    return new Library(name, List.of(prefixes), List.of());
  }

  /** Returns the beginnings of the binary names of their classes. */
  public static List<String> prefixes() {
    return PREFIXES;
  }

  /**
   * Returns the short name of the library that a class belongs to, such as {@code jetty}. For an
   * unknown library it is the part of the package that most likely is the name.
   */
  public static String nameOf(String className) {
    for (Library library : LIBRARIES) {
      for (String prefix : library.prefixes()) {
        if (className.startsWith(prefix)) {
          return library.name();
        }
      }
    }
    String[] parts = className.split("\\.", -1);
    return parts.length > 2 ? parts[1] : parts[0];
  }

  /** Returns the kind of any wait below this method; null if its library has no kind of its own. */
  public static @Nullable WaitKind waitKind(String className, String method) {
    for (Waiting known : WAITING) {
      if (className.startsWith(known.prefix())
          && (known.method() == null || known.method().equals(method))) {
        return known.kind();
      }
    }
    return null;
  }
}
