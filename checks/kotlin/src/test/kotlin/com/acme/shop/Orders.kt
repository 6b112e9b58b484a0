package com.acme.shop

import jakarta.servlet.http.HttpServlet
import jakarta.servlet.http.HttpServletRequest
import jakarta.servlet.http.HttpServletResponse
import java.util.concurrent.atomic.AtomicLong
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext

/** Serves what two coroutines make, one of which is suspended before and after its work. */
class Orders(private val pool: CoroutineDispatcher) : HttpServlet() {

  /** What all pieces of work measured of themselves, in nanoseconds. */
  val measured = AtomicLong()

  override fun doGet(request: HttpServletRequest, response: HttpServletResponse) {
    val dispatcher = if (request.getParameter("io") != null) Dispatchers.IO else pool
    response.writer.print(runBlocking(Profiled()) { load(dispatcher) })
  }

  private suspend fun load(dispatcher: CoroutineDispatcher): String =
    withContext(dispatcher) {
      val price = async { price() }
      val stock = async { stock() }
      price.await() + stock.await()
    }

  private suspend fun price(): String {
    delay(100)
    slow(300)
    delay(100)
    return "price "
  }

  private suspend fun stock(): String {
    listOf(1, 2).map { slow(it * 100L) }
    return "stock"
  }

  private fun slow(millis: Long) {
    val start = System.nanoTime()
    Thread.sleep(millis)
    measured.addAndGet(System.nanoTime() - start)
  }
}
