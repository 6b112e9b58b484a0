package io.github.requestree.shaping;

import java.util.List;
import java.util.stream.Stream;

/** The libraries that are known by default, with short names. Stateless and thread-safe. */
final class LibraryCatalogue {

  private record Library(String name, List<String> packages) {
    boolean has(String className) {
      for (String prefix : packages) {
        if (className.startsWith(prefix)) {
          return true;
        }
      }
      return false;
    }
  }

  private static final List<Library> LIBRARIES =
      List.of(
          library("java", "java.", "javax.", "jdk.", "sun.", "com.sun."),
          library("jakarta", "jakarta."),
          library("osgi", "org.osgi.", "org.apache.felix.", "org.eclipse.osgi."),
          // Containers. Not org.apache.jsp: that is where compiled pages of the application live.
          library("jetty", "org.eclipse.jetty."),
          library("tomcat", "org.apache.catalina.", "org.apache.coyote.", "org.apache.tomcat."),
          library("tomcat", "org.apache.naming.", "org.apache.jasper.", "org.apache.el."),
          library("undertow", "io.undertow.", "org.xnio."),
          library("jboss", "org.jboss.", "org.wildfly."),
          library("glassfish", "org.glassfish.", "fish.payara."),
          library("liberty", "io.openliberty.", "com.ibm.ws.", "com.ibm.websphere."),
          library("weblogic", "weblogic."),
          library("openejb", "org.apache.openejb."),
          library("tomee", "org.apache.tomee."),
          // Frameworks.
          library("spring", "org.springframework."),
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
          library("hikari", "com.zaxxer.hikari."),
          library("c3p0", "com.mchange."),
          library("druid", "com.alibaba.druid."),
          library("agroal", "io.agroal."),
          library("vibur", "org.vibur."),
          library("postgresql", "org.postgresql."),
          library("mysql", "com.mysql."),
          library("mariadb", "org.mariadb."),
          library("oracle", "oracle.jdbc.", "oracle.net.", "oracle.sql.", "oracle.ucp."),
          library("sqlserver", "com.microsoft.sqlserver."),
          library("db2", "com.ibm.db2."),
          library("h2", "org.h2."),
          library("hsqldb", "org.hsqldb."),
          library("derby", "org.apache.derby."),
          library("sqlite", "org.sqlite."),
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
          library("okhttp", "okhttp3.", "okio.", "com.squareup.okhttp."),
          library("retrofit", "retrofit2."),
          library("feign", "feign."),
          library("httpclient", "org.apache.http.", "org.apache.hc."),
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
          library("commons", "org.apache.commons."),
          library("guava", "com.google.common."),
          library("antlr", "org.antlr.", "antlr."),
          library("resilience4j", "io.github.resilience4j."),
          library("failsafe", "dev.failsafe."),
          library("aspectj", "org.aspectj."),
          library("bytebuddy", "net.bytebuddy."),
          library("cglib", "net.sf.cglib."),
          library("javassist", "javassist."));

  /** Subclasses that frameworks make of application classes, in the application's packages. */
  private static final List<String> GENERATED =
      List.of(
          "*$$SpringCGLIB$$*",
          "*$$EnhancerBy*",
          "*$$FastClassBy*",
          "*$ByteBuddy$*",
          "*$HibernateProxy$*",
          "*_$$_jvst*");

  /** Parts of packages in which projects show how they are used: applications, not the library. */
  private static final List<String> SAMPLES =
      List.of(".sample.", ".samples.", ".example.", ".examples.", ".quickstart.", ".quickstarts.");

  /** Patterns of what is a library only as far as no application is known there. */
  static final List<String> PACKAGES =
      LIBRARIES.stream()
          .flatMap(library -> library.packages().stream())
          .map(prefix -> prefix + "*")
          .toList();

  static final List<String> DEFAULT_PATTERNS =
      Stream.concat(PACKAGES.stream(), GENERATED.stream()).toList();

  private LibraryCatalogue() {}

  private static Library library(String name, String... packages) {
    return new Library(name, List.of(packages));
  }

  /** Whether a class is in a package of samples, such as {@code org.springframework.samples}. */
  static boolean isSample(String className) {
    return SAMPLES.stream().anyMatch(className::contains);
  }

  /**
   * The short name of the library that a class belongs to: {@code jetty}, or, where it is not
   * known, the part of its package that most likely is the name.
   */
  static String shortName(String className) {
    for (Library library : LIBRARIES) {
      if (library.has(className)) {
        return library.name();
      }
    }
    String[] parts = className.split("\\.", -1);
    return parts.length > 2 ? parts[1] : parts[0];
  }
}
