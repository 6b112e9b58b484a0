package io.github.requestree.sampling.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.WaitKind;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stacks as JDK 17 and 25 give them, the innermost frame first; see also RealWaitsTest. */
class WaitTableTest {

  private static final Set<String> NATIVE =
      Set.of(
          "jdk.internal.misc.Unsafe.park",
          "java.io.FileInputStream.readBytes",
          "java.io.RandomAccessFile.readBytes0",
          "java.io.FileOutputStream.writeBytes",
          "sun.nio.ch.FileDispatcherImpl.read0",
          "sun.nio.ch.FileDispatcherImpl.write0",
          "sun.nio.ch.UnixFileDispatcherImpl.pread0",
          "sun.nio.ch.SocketDispatcher.read0",
          "sun.nio.ch.Net.poll",
          "sun.nio.ch.EPoll.wait",
          "sun.nio.fs.UnixNativeDispatcher.open0",
          "java.net.Inet6AddressImpl.lookupAllHostAddr",
          "java.lang.StrictMath.sin");

  @ParameterizedTest
  @CsvSource({
    "SLEEPING, java.lang.Thread.sleep shop.A.a",
    "SLEEPING, java.lang.Thread.sleepNanos0 java.lang.Thread.sleepNanos java.lang.Thread.sleep",
    "SLEEPING, java.lang.VirtualThread.parkNanos java.lang.VirtualThread.sleepNanos"
        + " java.lang.Thread.sleepNanos java.lang.Thread.sleep shop.A.a",
    "WAITING, java.lang.VirtualThread.park java.lang.System$1.parkVirtualThread shop.A.a",
    "WAITING, java.lang.Object.wait java.lang.Object.wait shop.A.a",
    "WAITING, java.lang.Object.wait0 java.lang.Object.wait shop.A.a",
    "PROCESS, java.lang.Object.wait java.lang.Object.wait java.lang.ProcessImpl.waitFor",
    "FILE, java.io.FileInputStream.readBytes java.io.FileInputStream.read shop.A.a",
    "FILE, java.io.FileOutputStream.writeBytes java.io.FileOutputStream.write shop.A.a",
    "FILE, java.io.RandomAccessFile.readBytes0 java.io.RandomAccessFile.readBytes shop.A.a",
    "FILE, sun.nio.ch.FileDispatcherImpl.read0 sun.nio.ch.FileDispatcherImpl.read",
    "FILE, sun.nio.ch.UnixFileDispatcherImpl.pread0 sun.nio.ch.UnixFileDispatcherImpl.pread",
    "FILE, sun.nio.fs.UnixNativeDispatcher.open0 sun.nio.fs.UnixNativeDispatcher.open",
    "SOCKET, sun.nio.ch.FileDispatcherImpl.write0 sun.nio.ch.SocketDispatcher.write",
    "SOCKET, sun.nio.ch.SocketDispatcher.read0 sun.nio.ch.SocketDispatcher.read",
    "SOCKET, sun.nio.ch.Net.poll sun.nio.ch.NioSocketImpl.park",
    "SOCKET, sun.nio.ch.EPoll.wait sun.nio.ch.EPollSelectorImpl.doSelect",
    "SOCKET, java.net.Inet6AddressImpl.lookupAllHostAddr java.net.InetAddress.getByName",
    "SOCKET, java.lang.VirtualThread.park java.lang.System$2.parkVirtualThread"
        + " jdk.internal.misc.VirtualThreads.park java.util.concurrent.locks.LockSupport.park"
        + " sun.nio.ch.Poller.poll1 sun.nio.ch.Poller.poll sun.nio.ch.NioSocketImpl.park",
    "DATABASE, sun.nio.ch.Net.poll sun.nio.ch.NioSocketImpl.park java.net.Socket.read"
        + " org.postgresql.core.PGStream.receiveChar org.postgresql.jdbc.PgStatement.execute",
    "DATABASE, sun.nio.ch.SocketDispatcher.read0 com.mysql.cj.protocol.a.SimplePacketReader.read",
    "HTTP_CLIENT, java.lang.Thread.sleep java.util.concurrent.TimeUnit.sleep"
        + " org.apache.hc.client5.http.impl.classic.HttpRequestRetryExec.execute shop.A.a",
    "SLEEPING, java.lang.Thread.sleep shop.RetryInterceptor.intercept"
        + " okhttp3.internal.http.RealInterceptorChain.proceed shop.A.a",
    "HTTP_CLIENT, sun.nio.ch.Net.poll java.net.Socket.read"
        + " org.apache.hc.core5.http.impl.io.SessionInputBufferImpl.fill",
    "HTTP_CLIENT, sun.nio.ch.Net.poll java.net.Socket.read"
        + " sun.net.www.protocol.https.HttpsURLConnectionImpl.getInputStream shop.A.a"
  })
  void aRunnableOrWaitingThreadIsToldByItsFrames(WaitKind expected, String frames) {
    assertThat(kind(Thread.State.RUNNABLE, frames.split(" "))).isEqualTo(expected);
    assertThat(kind(Thread.State.WAITING, frames.split(" "))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "LOCK, ReentrantLock$Sync.lock ReentrantLock.lock",
    "LOCK, ReentrantReadWriteLock$ReadLock.lock",
    "LOCK, StampedLock.acquireWrite StampedLock.writeLock",
    "WAITING, AbstractQueuedSynchronizer$ConditionObject.await"
  })
  void aParkInALockIsToldByTheLock(WaitKind expected, String frames) {
    String[] full = ("AbstractQueuedSynchronizer.acquire " + frames).split(" ");
    assertThat(kind(Thread.State.WAITING, parked("java.util.concurrent.locks.", full)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "FUTURE, CompletableFuture$Signaller.block ForkJoinPool.managedBlock CompletableFuture.get",
    "FUTURE, FutureTask.awaitDone FutureTask.get",
    "FUTURE, ForkJoinTask.awaitDone ForkJoinTask.join",
    "QUEUE, LinkedBlockingQueue.take",
    "QUEUE, SynchronousQueue$TransferStack.transfer SynchronousQueue.take",
    "QUEUE, LinkedTransferQueue$DualNode.await SynchronousQueue.xfer SynchronousQueue.take",
    "QUEUE, LinkedBlockingDeque.pollFirst",
    "WAITING, CountDownLatch.await",
    "WAITING, Semaphore.acquire",
    "WAITING, ForkJoinPool.awaitWork"
  })
  void anyOtherParkIsToldByWhatParked(WaitKind expected, String frames) {
    assertThat(kind(Thread.State.WAITING, parked("java.util.concurrent.", frames.split(" "))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "java.util.concurrent.SynchronousQueue.poll com.zaxxer.hikari.util.ConcurrentBag.borrow"
        + " com.zaxxer.hikari.pool.HikariPool.getConnection"
        + " com.zaxxer.hikari.HikariDataSource.getConnection shop.A.a",
    "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await"
        + " org.apache.tomcat.jdbc.pool.FairBlockingQueue.poll"
        + " org.apache.tomcat.jdbc.pool.ConnectionPool.borrowConnection"
        + " org.apache.tomcat.jdbc.pool.ConnectionPool.getConnection shop.A.a",
    "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await"
        + " org.apache.commons.pool2.impl.LinkedBlockingDeque.pollFirst"
        + " org.apache.commons.pool2.impl.GenericObjectPool.borrowObject"
        + " org.apache.commons.dbcp2.PoolingDataSource.getConnection shop.A.a",
    "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await"
        + " org.apache.tomcat.dbcp.pool2.impl.GenericObjectPool.borrowObject"
        + " org.apache.tomcat.dbcp.dbcp2.PoolingDataSource.getConnection shop.A.a",
    "java.lang.Object.wait com.mchange.v2.resourcepool.BasicResourcePool.awaitAvailable"
        + " com.mchange.v2.c3p0.impl.C3P0PooledConnectionPool.checkoutPooledConnection"
        + " com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource.getConnection shop.A.a",
    "java.util.concurrent.locks.AbstractQueuedLongSynchronizer.tryAcquireNanos"
        + " io.agroal.pool.util.AgroalSynchronizer.tryAcquire"
        + " io.agroal.pool.ConnectionPool.handlerFromSharedCache"
        + " io.agroal.pool.ConnectionPool.getConnection shop.A.a",
    "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.awaitNanos"
        + " com.alibaba.druid.pool.DruidDataSource.pollLast"
        + " com.alibaba.druid.pool.DruidDataSource.getConnectionDirect"
        + " com.alibaba.druid.pool.DruidDataSource.getConnection shop.A.a",
    "java.util.concurrent.Semaphore.tryAcquire org.vibur.objectpool.ConcurrentPool.tryTake"
        + " org.vibur.dbcp.pool.PoolOperations.getProxyConnection"
        + " org.vibur.dbcp.ViburDBCPDataSource.getConnection shop.A.a"
  })
  void aParkInAPoolIsAWaitForAConnection(String frames) {
    assertThat(kind(Thread.State.TIMED_WAITING, parked("", frames.split(" "))))
        .isEqualTo(WaitKind.CONNECTION_POOL);
  }

  @ParameterizedTest
  @CsvSource({
    "DATABASE, sun.nio.ch.Net.poll org.postgresql.core.PGStream.receiveChar"
        + " org.postgresql.Driver.connect org.apache.tomcat.jdbc.pool.PooledConnection.connect"
        + " org.apache.tomcat.jdbc.pool.ConnectionPool.getConnection shop.A.a",
    "DATABASE, sun.nio.ch.Net.poll org.postgresql.core.PGStream.receiveChar"
        + " com.zaxxer.hikari.pool.ProxyPreparedStatement.executeQuery shop.A.a",
    "SOCKET, sun.nio.ch.Net.poll com.informix.jdbc.IfxSqli.receive"
        + " com.zaxxer.hikari.pool.ProxyPreparedStatement.executeQuery shop.A.a"
  })
  void whatAPoolDoesWithAConnectionIsNoWaitForOne(WaitKind expected, String frames) {
    assertThat(kind(Thread.State.RUNNABLE, frames.split(" "))).isEqualTo(expected);
  }

  /**
   * As RxJava 2 and 3, Reactor 3.8, Netty 4.2, Guava 33, Kotlin's coroutines 1.10 and Mutiny 2.9
   * gave them; before 33.4 Guava parked in AbstractFuture itself.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly"
            + " java.util.concurrent.CountDownLatch.await"
            + " reactor.core.publisher.BlockingSingleSubscriber.blockingGet"
            + " reactor.core.publisher.Mono.block shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.parkNanos"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.tryAcquireSharedNanos"
            + " java.util.concurrent.CountDownLatch.await"
            + " reactor.core.publisher.BlockingOptionalMonoSubscriber.blockingGet"
            + " reactor.core.publisher.Mono.blockOptional shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly"
            + " java.util.concurrent.CountDownLatch.await"
            + " reactor.core.publisher.BlockingSingleSubscriber.blockingGet"
            + " reactor.core.publisher.Flux.blockLast shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionNode.block"
            + " java.util.concurrent.ForkJoinPool.unmanagedBlock"
            + " java.util.concurrent.ForkJoinPool.managedBlock"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await"
            + " reactor.core.publisher.BlockingIterable$SubscriberIterator.hasNext shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly"
            + " java.util.concurrent.CountDownLatch.await"
            + " io.reactivex.rxjava3.internal.observers.BlockingMultiObserver.blockingGet"
            + " io.reactivex.rxjava3.core.Single.blockingGet shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly"
            + " java.util.concurrent.CountDownLatch.await"
            + " io.reactivex.rxjava3.internal.observers.BlockingBaseObserver.blockingGet"
            + " io.reactivex.rxjava3.core.Observable.blockingFirst shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly"
            + " java.util.concurrent.CountDownLatch.await"
            + " io.reactivex.rxjava3.internal.subscribers.BlockingBaseSubscriber.blockingGet"
            + " io.reactivex.rxjava3.core.Flowable.blockingFirst shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionNode.block"
            + " java.util.concurrent.ForkJoinPool.unmanagedBlock"
            + " java.util.concurrent.ForkJoinPool.managedBlock"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await"
            + " io.reactivex.rxjava3.internal.operators.flowable.BlockingFlowableIterable$BlockingFlowableIterator.hasNext"
            + " shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly"
            + " java.util.concurrent.Semaphore.acquire"
            + " io.reactivex.rxjava3.internal.operators.flowable.BlockingFlowableLatest$LatestSubscriberIterator.hasNext"
            + " shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly"
            + " java.util.concurrent.CountDownLatch.await"
            + " io.reactivex.rxjava3.internal.subscribers.FutureSubscriber.get shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly"
            + " java.util.concurrent.CountDownLatch.await"
            + " io.reactivex.rxjava3.internal.util.BlockingHelper.awaitForComplete"
            + " io.reactivex.rxjava3.internal.operators.flowable.FlowableBlockingSubscribe.subscribe"
            + " io.reactivex.rxjava3.core.Flowable.blockingSubscribe shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly"
            + " java.util.concurrent.CountDownLatch.await"
            + " io.reactivex.internal.observers.BlockingMultiObserver.blockingGet"
            + " io.reactivex.Single.blockingGet shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly"
            + " java.util.concurrent.CountDownLatch.await"
            + " io.reactivex.internal.observers.FutureSingleObserver.get shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " com.google.common.util.concurrent.AbstractFutureState.blockingGet"
            + " com.google.common.util.concurrent.Platform.get"
            + " com.google.common.util.concurrent.AbstractFuture.get"
            + " com.google.common.util.concurrent.AbstractFuture$TrustedFuture.get shop.A.a",
        "java.lang.Object.wait java.lang.Object.wait"
            + " io.netty.util.concurrent.DefaultPromise.await"
            + " io.netty.util.concurrent.DefaultPromise.sync shop.A.a",
        "java.lang.Object.wait java.lang.Object.wait"
            + " io.netty.util.concurrent.DefaultPromise.await0"
            + " io.netty.util.concurrent.DefaultPromise.await shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.parkNanos"
            + " kotlinx.coroutines.BlockingCoroutine.joinBlocking"
            + " kotlinx.coroutines.BuildersKt__BuildersKt.runBlocking"
            + " kotlinx.coroutines.BuildersKt.runBlocking shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly"
            + " java.util.concurrent.CountDownLatch.await"
            + " io.smallrye.mutiny.operators.uni.UniBlockingAwait.await"
            + " io.smallrye.mutiny.groups.UniAwait.atMost"
            + " io.smallrye.mutiny.groups.UniAwait.indefinitely shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionNode.block"
            + " java.util.concurrent.ForkJoinPool.unmanagedBlock"
            + " java.util.concurrent.ForkJoinPool.managedBlock"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await"
            + " io.smallrye.mutiny.helpers.BlockingIterable$SubscriberIterator.hasNext"
            + " shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.CompletableFuture$Signaller.block"
            + " java.util.concurrent.ForkJoinPool.unmanagedBlock"
            + " java.util.concurrent.ForkJoinPool.managedBlock"
            + " java.util.concurrent.CompletableFuture.waitingGet"
            + " java.util.concurrent.CompletableFuture.join shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " com.google.common.util.concurrent.AbstractFuture.get shop.A.a",
        "java.lang.Object.wait0 java.lang.Object.wait java.lang.Object.wait"
            + " io.netty.util.concurrent.DefaultPromise.await shop.A.a"
      })
  void whatBlocksLikeAFutureIsAFuture(String frames) {
    assertThat(kind(Thread.State.WAITING, frames.split(" "))).isEqualTo(WaitKind.FUTURE);
  }

  /** As Spring 7.0 and Reactor Netty 1.3 gave them; the last two are those of Spring 6.1. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly"
            + " java.util.concurrent.CountDownLatch.await"
            + " reactor.core.publisher.BlockingSingleSubscriber.blockingGet"
            + " reactor.core.publisher.Mono.block"
            + " org.springframework.http.client.ReactorClientHttpRequest.executeInternal"
            + " org.springframework.http.client.AbstractStreamingClientHttpRequest.executeInternal"
            + " org.springframework.http.client.AbstractClientHttpRequest.execute"
            + " org.springframework.web.client.DefaultRestClient$DefaultRequestBodyUriSpec.exchangeInternal"
            + " org.springframework.web.client.DefaultRestClient$DefaultRequestBodyUriSpec.exchange"
            + " org.springframework.web.client.RestClient$RequestHeadersSpec.exchange"
            + " org.springframework.web.client.DefaultRestClient$DefaultResponseSpec.executeAndExtract"
            + " org.springframework.web.client.DefaultRestClient$DefaultResponseSpec.toBodilessEntity"
            + " shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " org.springframework.http.client.SubscriberInputStream.await"
            + " org.springframework.http.client.SubscriberInputStream.getNextOrAwait"
            + " org.springframework.http.client.SubscriberInputStream.read"
            + " java.io.FilterInputStream.read java.io.PushbackInputStream.read"
            + " java.io.InputStream.readNBytes"
            + " org.springframework.http.converter.StringHttpMessageConverter.readInternal"
            + " org.springframework.http.converter.StringHttpMessageConverter.readInternal"
            + " org.springframework.http.converter.AbstractHttpMessageConverter.read"
            + " org.springframework.web.client.DefaultRestClient.readWithMessageConverters"
            + " org.springframework.web.client.DefaultRestClient$DefaultResponseSpec.readBody"
            + " org.springframework.web.client.DefaultRestClient$DefaultResponseSpec.lambda$body$0"
            + " org.springframework.web.client.DefaultRestClient$DefaultResponseSpec$$Lambda$207/0x00007f97241ad470.exchange"
            + " org.springframework.web.client.DefaultRestClient$DefaultRequestBodyUriSpec.exchangeInternal"
            + " org.springframework.web.client.DefaultRestClient$DefaultRequestBodyUriSpec.exchange"
            + " org.springframework.web.client.RestClient$RequestHeadersSpec.exchange"
            + " org.springframework.web.client.DefaultRestClient$DefaultResponseSpec.executeAndExtract"
            + " org.springframework.web.client.DefaultRestClient$DefaultResponseSpec.body"
            + " shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.CompletableFuture$Signaller.block"
            + " java.util.concurrent.ForkJoinPool.unmanagedBlock"
            + " java.util.concurrent.ForkJoinPool.managedBlock"
            + " java.util.concurrent.CompletableFuture.waitingGet"
            + " java.util.concurrent.CompletableFuture.get"
            + " org.springframework.http.client.JdkClientHttpRequest.executeInternal"
            + " org.springframework.http.client.AbstractStreamingClientHttpRequest.executeInternal"
            + " org.springframework.http.client.AbstractClientHttpRequest.execute"
            + " org.springframework.web.client.DefaultRestClient$DefaultRequestBodyUriSpec.exchangeInternal"
            + " org.springframework.web.client.DefaultRestClient$DefaultRequestBodyUriSpec.exchange"
            + " org.springframework.web.client.RestClient$RequestHeadersSpec.exchange"
            + " org.springframework.web.client.DefaultRestClient$DefaultResponseSpec.executeAndExtract"
            + " org.springframework.web.client.DefaultRestClient$DefaultResponseSpec.body"
            + " shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly"
            + " java.util.concurrent.CountDownLatch.await"
            + " reactor.core.publisher.BlockingSingleSubscriber.blockingGet"
            + " reactor.core.publisher.Mono.block"
            + " org.springframework.web.service.invoker.HttpServiceMethod$ReactorExchangeResponseFunction.execute"
            + " org.springframework.web.service.invoker.HttpServiceMethod.invoke"
            + " org.springframework.web.service.invoker.HttpServiceProxyFactory$HttpServiceMethodInterceptor.invoke"
            + " org.springframework.aop.framework.ReflectiveMethodInvocation.proceed"
            + " org.springframework.aop.framework.JdkDynamicAopProxy.invoke shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.CountDownLatch.await"
            + " reactor.core.publisher.BlockingMonoSubscriber.blockingGet"
            + " reactor.core.publisher.Mono.block"
            + " org.springframework.http.client.ReactorNettyClientRequest.executeInternal shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.CountDownLatch.await"
            + " reactor.core.publisher.BlockingMonoSubscriber.blockingGet"
            + " reactor.core.publisher.Mono.block"
            + " org.springframework.http.client.ReactorNettyClientResponse.getBody shop.A.a"
      })
  void whatSpringsClientsBlockOnIsAnHttpClient(String frames) {
    assertThat(kind(Thread.State.WAITING, frames.split(" "))).isEqualTo(WaitKind.HTTP_CLIENT);
  }

  /** As Jetty 12.1 and Tomcat 11 gave them; SlowClientContract has the same with real clients. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await"
            + " org.eclipse.jetty.util.Blocker$Shared$1.block"
            + " org.eclipse.jetty.ee10.servlet.HttpOutput.channelWrite"
            + " org.eclipse.jetty.ee10.servlet.HttpOutput.write java.io.OutputStream.write shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await"
            + " org.eclipse.jetty.ee11.servlet.AsyncContentProducer$LockedSemaphore.acquire"
            + " org.eclipse.jetty.ee11.servlet.BlockingContentProducer.nextChunk"
            + " org.eclipse.jetty.ee11.servlet.HttpInput.read java.io.InputStream.readNBytes shop.A.a",
        "jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
            + " java.util.concurrent.CompletableFuture$Signaller.block"
            + " java.util.concurrent.CompletableFuture.join"
            + " org.eclipse.jetty.io.content.ContentSourceCompletableFuture.join"
            + " org.eclipse.jetty.server.FormFields.getFields"
            + " org.eclipse.jetty.ee10.servlet.ServletApiRequest.extractContentParameters"
            + " org.eclipse.jetty.ee10.servlet.ServletApiRequest.getParameter shop.A.a",
        "sun.nio.ch.SocketDispatcher.read0 sun.nio.ch.IOUtil.write sun.nio.ch.SocketChannelImpl.write"
            + " org.eclipse.jetty.io.SocketChannelEndPoint.flush"
            + " org.eclipse.jetty.server.internal.HttpConnection$SendCallback.process"
            + " org.eclipse.jetty.ee10.servlet.HttpOutput.write shop.A.a",
        "java.lang.Object.wait org.apache.tomcat.util.net.NioEndpoint$NioSocketWrapper.fillReadBuffer"
            + " org.apache.coyote.http11.Http11InputBuffer.fill org.apache.coyote.Request.doRead"
            + " org.apache.catalina.connector.InputBuffer.realReadBytes"
            + " org.apache.catalina.connector.CoyoteInputStream.read"
            + " org.apache.catalina.connector.Request.readPostBodyFully shop.A.a",
        "java.lang.Object.wait org.apache.tomcat.util.net.NioEndpoint$NioSocketWrapper.doWrite"
            + " org.apache.tomcat.util.net.SocketWrapperBase.write"
            + " org.apache.coyote.http11.Http11OutputBuffer.doWrite org.apache.coyote.Response.doWrite"
            + " org.apache.catalina.connector.OutputBuffer.realWriteBytes"
            + " org.apache.catalina.connector.CoyoteOutputStream.write shop.A.a"
      })
  void aWaitInTheStreamsOfTheRequestIsForItsClient(String frames) {
    assertThat(kind(Thread.State.WAITING, frames.split(" "))).isEqualTo(WaitKind.CLIENT);
  }

  @ParameterizedTest
  @CsvSource({
    "WAITING, java.lang.Object.wait shop.Listener.onWritePossible"
        + " org.eclipse.jetty.ee10.servlet.HttpOutput.run",
    "WAITING, java.lang.Object.wait org.eclipse.jetty.ee10.servlet.ServletHolder.getServlet shop.A.a",
    "SLEEPING, java.lang.Thread.sleep org.apache.catalina.connector.OutputBuffer.doFlush shop.A.a",
    "FILE, java.io.FileInputStream.readBytes org.apache.catalina.connector.OutputBuffer.close",
    "HTTP_CLIENT, jdk.internal.misc.Unsafe.park org.eclipse.jetty.client.HttpDestination.send"
        + " org.eclipse.jetty.ee10.servlet.HttpOutput.write shop.A.a",
    "WAITING, java.lang.Object.wait shop.A.a io.netty.util.concurrent.DefaultPromise.notifyListener0",
    "QUEUE, jdk.internal.misc.Unsafe.park java.util.concurrent.ArrayBlockingQueue.take"
        + " reactor.core.publisher.BlockingIterable$SubscriberIterator.hasNext shop.A.a"
  })
  void whoeverWaitsFurtherInTellsFirst(WaitKind expected, String frames) {
    assertThat(kind(Thread.State.TIMED_WAITING, frames.split(" "))).isEqualTo(expected);
  }

  @Test
  void aLockOfAContainersStreamIsALock() {
    assertThat(
            kind(Thread.State.BLOCKED, "org.apache.catalina.connector.OutputBuffer.write", "a.A.a"))
        .isEqualTo(WaitKind.LOCK);
  }

  @Test
  void aThreadThatRunsWaitsForNothing() {
    assertThat(kind(Thread.State.RUNNABLE, "shop.A.a")).isNull();
    assertThat(kind(Thread.State.RUNNABLE, "java.lang.StrictMath.sin", "shop.A.a")).isNull();
    assertThat(kind(Thread.State.RUNNABLE, "org.postgresql.core.PGStream.flush")).isNull();
    assertThat(kind(Thread.State.RUNNABLE)).isNull();
    assertThat(kind(Thread.State.RUNNABLE, "java.lang.VirtualThread.tryYield", "shop.A.a"))
        .isNull();
  }

  @Test
  void aBlockedThreadWaitsForALockWhateverItsFrame() {
    assertThat(kind(Thread.State.BLOCKED, "shop.A.a")).isEqualTo(WaitKind.LOCK);
    assertThat(kind(Thread.State.BLOCKED, "java.lang.Object.wait")).isEqualTo(WaitKind.LOCK);
    assertThat(kind(Thread.State.BLOCKED, "shop.A.a", "org.h2.engine.SessionLocal.close"))
        .isEqualTo(WaitKind.DATABASE);
  }

  @Test
  void theCallerOfAQueueOfOnesOwnDoesNotTell() {
    assertThat(kind(Thread.State.WAITING, parked("shop.FutureQueue.", "get")))
        .isEqualTo(WaitKind.WAITING);
  }

  @Test
  void framesBelowTheSegmentDoNotTell() {
    StackTraceElement[] stack =
        stack("sun.nio.ch.Net.poll", "shop.A.a", "org.eclipse.jetty.client.X.run");

    assertThat(WaitTable.kind(stack, 2, Thread.State.RUNNABLE)).isEqualTo(WaitKind.SOCKET);
  }

  @Test
  void aThreadThatStandsStillWithoutSayingWhyIsToldByItsState() {
    StackTraceElement java = element("shop.A.a");
    StackTraceElement nativeFrame = element("jdk.internal.misc.Unsafe.park");

    assertThat(WaitTable.standingStill(java, Thread.State.RUNNABLE))
        .isEqualTo(WaitKind.NOT_SCHEDULED);
    assertThat(WaitTable.standingStill(nativeFrame, Thread.State.RUNNABLE))
        .isEqualTo(WaitKind.WAITING);
    assertThat(WaitTable.standingStill(java, Thread.State.BLOCKED)).isEqualTo(WaitKind.LOCK);
  }

  private static String[] parked(String prefix, String... frames) {
    String[] all = new String[frames.length + 2];
    all[0] = "jdk.internal.misc.Unsafe.park";
    all[1] = "java.util.concurrent.locks.LockSupport.park";
    for (int i = 0; i < frames.length; i++) {
      all[i + 2] = prefix + frames[i];
    }
    return all;
  }

  private static WaitKind kind(Thread.State state, String... frames) {
    return WaitTable.kind(stack(frames), frames.length, state);
  }

  private static StackTraceElement[] stack(String... frames) {
    return Arrays.stream(frames).map(WaitTableTest::element).toArray(StackTraceElement[]::new);
  }

  private static StackTraceElement element(String frame) {
    int dot = frame.lastIndexOf('.');
    int line = NATIVE.contains(frame) ? -2 : 1;
    return new StackTraceElement(frame.substring(0, dot), frame.substring(dot + 1), "X.java", line);
  }
}
