// MTLCommandBuffer: from the first encoder to the end of its execution.
#pragma once
#include "queue.h"

/// Whether a command buffer can still be encoded to; what is wrong is noted.
static bool is_open(id self, SEL message) {
    CommandBuffer &buffer = as<CommandBuffer>(self);
    if (buffer.status >= COMMITTED) {
        violation("encoding after commit: %s to a MTLCommandBuffer that is committed", message->name.c_string());
        return false;
    }
    if (buffer.encoder) {
        violation("open encoder: %s to a MTLCommandBuffer whose encoder has not ended", message->name.c_string());
        return false;
    }
    return true;
}

/// Adds work; the buffer then owns it.
template <class T> T *add_work(CommandBuffer &buffer) {
    T *work = new T();
    work->keeps = buffer.keeps;
    buffer.work.add(work);
    return work;
}

/// Puts a buffer into its queue's order. The lock is held.
static void put_in_order(id self) {
    CommandBuffer &buffer = as<CommandBuffer>(self);
    if (buffer.status == NOT_ENQUEUED) {
        as<Queue>(buffer.queue).thread->order.add(self);
        buffer.status = ENQUEUED;
    }
}

static void buffer_enqueue(id self, SEL) {
    Locked lock;
    if (as<CommandBuffer>(self).status != NOT_ENQUEUED) {
        violation("enqueued twice: enqueue to a MTLCommandBuffer that is in its queue");
    }
    put_in_order(self);
}

static void take_injected_failure(CommandBuffer &buffer) {
    Injection due;
    if (is_injected("commit", INJECT_COMMAND, due)) {
        buffer.injected_code = due.code;
        buffer.injected_text.set(due.text);
    }
}

static void buffer_commit(id self, SEL message) {
    CommandBuffer &buffer = as<CommandBuffer>(self);
    if (buffer.status >= COMMITTED) {
        violation("committed twice: commit to a MTLCommandBuffer that is committed");
        return;
    }
    if (!is_open(self, message)) {
        return;
    }
    take_injected_failure(buffer);
    keep(self);
    bool at_once = false;
    {
        Locked lock;
        put_in_order(self);
        at_once = mac.executes_nothing && !held && as<Queue>(buffer.queue).thread->order[0] == self;
        buffer.status = at_once ? SCHEDULED : COMMITTED;
        busy++;
        tell_waiting_threads();
    }
    if (at_once) {
        finish(self);
    }
}

/// Waits until a status is reached; waiting for what was never committed would take for ever.
static void wait_for_status(id self, SEL message, Status least) {
    CommandBuffer &buffer = as<CommandBuffer>(self);
    if (buffer.status < COMMITTED) {
        violation("deadlock: %s to a MTLCommandBuffer that is not committed", message->name.c_string());
        return;
    }
    keep(self);
    {
        Locked lock;
        while (buffer.status < least) {
            pthread_cond_wait(&something_happened, &shared_mutex);
        }
    }
    drop(self);
}

static void buffer_wait_scheduled(id self, SEL message) {
    wait_for_status(self, message, SCHEDULED);
}

static void buffer_wait(id self, SEL message) {
    wait_for_status(self, message, COMPLETED);
}

static u64 buffer_status(id self, SEL) {
    Locked lock;
    return as<CommandBuffer>(self).status;
}

static double buffer_start(id self, SEL) {
    return as<CommandBuffer>(self).is_done() ? as<CommandBuffer>(self).start : 0;
}

static double buffer_end(id self, SEL) {
    return as<CommandBuffer>(self).is_done() ? as<CommandBuffer>(self).end : 0;
}

template <class T> void encode_event(id self, SEL message, id event, u64 value) {
    if (is_open(self, message) && is_given(event, EventClass, message)) {
        T *work = add_work<T>(as<CommandBuffer>(self));
        work->use(event);
        work->value = value;
    }
}

static void load_command_buffers() {
    CommandBufferClass = add_protocol("StandInCommandBuffer", "MTLCommandBuffer", NSObjectClass);
    add_labelled(CommandBufferClass);
    on_instance(CommandBufferClass, "commandQueue", +[](id self, SEL) { return property(as<CommandBuffer>(self).queue); });
    on_instance(CommandBufferClass, "retainedReferences", +[](id self, SEL) { return as<CommandBuffer>(self).keeps; });
    on_instance(CommandBufferClass, "enqueue", buffer_enqueue);
    on_instance(CommandBufferClass, "commit", buffer_commit);
    on_instance(CommandBufferClass, "waitUntilScheduled", buffer_wait_scheduled);
    on_instance(CommandBufferClass, "waitUntilCompleted", buffer_wait);
    on_instance(CommandBufferClass, "status", buffer_status);
    on_instance(CommandBufferClass, "error", +[](id self, SEL) { return property(as<CommandBuffer>(self).error); });
    on_instance(CommandBufferClass, "GPUStartTime", buffer_start);
    on_instance(CommandBufferClass, "GPUEndTime", buffer_end);
    on_instance(CommandBufferClass, "kernelStartTime", buffer_start);
    on_instance(CommandBufferClass, "kernelEndTime", buffer_end);
    on_instance(CommandBufferClass, "encodeSignalEvent:value:", encode_event<SignalWork>);
    on_instance(CommandBufferClass, "encodeWaitForEvent:value:", encode_event<WaitWork>);
    on_instance(CommandBufferClass, "pushDebugGroup:", +[](id, SEL, id) {});
    on_instance(CommandBufferClass, "popDebugGroup", +[](id, SEL) {});
}
