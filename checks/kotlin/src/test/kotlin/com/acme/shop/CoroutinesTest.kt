package com.acme.shop

import io.github.requestree.profile.CallNode
import io.github.requestree.profile.Profile
import io.github.requestree.servlet.ProfilingFilter
import io.github.requestree.servlet.ProfilingOptions
import jakarta.servlet.DispatcherType
import java.net.InetAddress
import java.net.Socket
import java.nio.file.Files
import java.nio.file.Path
import java.util.EnumSet
import java.util.concurrent.Executors
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.asCoroutineDispatcher
import org.assertj.core.api.Assertions.assertThat
import org.eclipse.jetty.ee10.servlet.FilterHolder
import org.eclipse.jetty.ee10.servlet.ServletContextHandler
import org.eclipse.jetty.ee10.servlet.ServletHolder
import org.eclipse.jetty.server.Server
import org.eclipse.jetty.server.ServerConnector
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test

/** The recipe of the guide, in a servlet whose coroutines are suspended and resumed elsewhere. */
class CoroutinesTest {

  private val reported = LinkedBlockingQueue<Profile>()
  private val pool = Executors.newFixedThreadPool(4)
  private val orders = Orders(pool.asCoroutineDispatcher())
  private val server = Server(0)

  @BeforeEach
  fun start() {
    val context = ServletContextHandler()
    val filter =
      FilterHolder(
        ProfilingFilter.create(
          ProfilingOptions.builder().maxOverhead(1.0).addSink { reported.add(it) }.build()
        )
      )
    filter.setAsyncSupported(true)
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC))
    context.addServlet(ServletHolder(orders), "/orders")
    server.handler = context
    server.start()
  }

  @AfterEach
  fun stop() {
    server.stop()
    pool.shutdown()
  }

  @Test
  fun `what runs after a suspension is a lane on a pool that nobody wrapped`() {
    assertThatAllIsSeenOf(profile("/orders"))
  }

  @Test
  fun `what runs after a suspension is a lane on Kotlin's own dispatcher`() {
    assertThatAllIsSeenOf(profile("/orders?io=1"))
  }

  @Test
  fun `the docs have this recipe`() {
    val source = Files.readString(Path.of("src/test/kotlin/com/acme/shop/Profiled.kt"))
    val recipe = source.substring(source.indexOf("class Profiled")).trim()

    assertThat(Files.readString(Path.of("../../docs/other-threads.md"))).contains(recipe)
  }

  private fun assertThatAllIsSeenOf(profile: Profile) {
    val lanes = lanes(profile.root())
    assertThat(lanes.sumOf { it.totalNanos() }).isGreaterThanOrEqualTo(orders.measured.get())
    for (caller in listOf("price", "stock")) {
      assertThat(lanes.flatMap { all(it) }.filter { it.frame().name() == caller })
        .anyMatch { all(it).any { below -> below.frame().name() == "slow" } }
    }
  }

  private fun profile(path: String): Profile {
    val port = (server.connectors[0] as ServerConnector).localPort
    Socket(InetAddress.getLoopbackAddress(), port).use {
      it.soTimeout = 30_000
      it.outputStream.write(
        "GET $path HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".toByteArray()
      )
      assertThat(String(it.inputStream.readAllBytes())).startsWith("HTTP/1.1 200 ").contains("price stock")
    }
    return reported.poll(30, TimeUnit.SECONDS)!!
  }

  private fun all(node: CallNode): List<CallNode> = listOf(node) + node.children().flatMap { all(it) }

  private fun lanes(node: CallNode): List<CallNode> =
    (all(node).flatMap { it.lanes() }).flatMap { listOf(it) + lanes(it) }
}
