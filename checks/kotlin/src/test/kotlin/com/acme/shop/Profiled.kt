package com.acme.shop

import io.micrometer.context.ContextSnapshot
import io.micrometer.context.ContextSnapshotFactory
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.ThreadContextElement

class Profiled(
  private val snapshot: ContextSnapshot = ContextSnapshotFactory.builder().build().captureAll()
) : AbstractCoroutineContextElement(Key), ThreadContextElement<ContextSnapshot.Scope> {
  companion object Key : CoroutineContext.Key<Profiled>

  override fun updateThreadContext(context: CoroutineContext): ContextSnapshot.Scope =
    snapshot.setThreadLocals()

  override fun restoreThreadContext(context: CoroutineContext, oldState: ContextSnapshot.Scope) =
    oldState.close()
}
