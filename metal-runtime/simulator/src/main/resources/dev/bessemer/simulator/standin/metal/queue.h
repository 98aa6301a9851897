// MTLCommandQueue: a thread that does the work of command buffers in their order.
#pragma once
#include "work.h"

static Class *QueueClass, *CommandBufferClass, *CommandBufferDescriptorClass;

enum Status : u64 { NOT_ENQUEUED = 0, ENQUEUED = 1, COMMITTED = 2, SCHEDULED = 3, COMPLETED = 4, FAILED = 5 };

struct CommandBuffer : Labelled {
    id queue = nullptr;
    Status status = NOT_ENQUEUED;
    List<Work *> work;
    /// The encoder that is open; it keeps this, not the other way round.
    id encoder = nullptr;
    id error = nullptr;
    double start = 0, end = 0;
    bool keeps = true;
    i64 injected_code = 0;
    Text injected_text;

    ~CommandBuffer() override;
    void forget_work() {
        for (Work *done : work) {
            delete done;
        }
        work.clear();
    }
    bool is_done() const {
        return status == COMPLETED || status == FAILED;
    }
};

/// Outlives its queue until its thread has ended.
struct QueueThread : OnHeap {
    /// In the order in which they are executed.
    List<id> order;
    u32 unfinished = 0;
    bool ends = false;
};

struct Queue : Labelled {
    QueueThread *thread = nullptr;
    u64 most = 64;

    ~Queue() override {
        Locked lock;
        thread->ends = true;
        tell_waiting_threads();
    }
};

/// Command buffers that are being executed, or are about to be.
static u64 busy;

/// Whether no queue begins with a command buffer, as if the GPU were busy with something else.
static bool held;

CommandBuffer::~CommandBuffer() {
    forget_work();
    drop(error);
    {
        Locked lock;
        QueueThread &thread = *as<Queue>(queue).thread;
        thread.unfinished -= !is_done();
        for (u64 i = thread.order.count; i-- > 0;) {
            if (thread.order[i] == self) {
                thread.order.remove_at(i);
            }
        }
        tell_waiting_threads();
    }
    drop(queue);
}

static double seconds_now() {
    return double(nanoseconds_now()) * 1e-9;
}

static void do_work(CommandBuffer &buffer, Failure &failure) {
    if (buffer.injected_code) {
        failure.code = buffer.injected_code;
        failure.text.set(buffer.injected_text.c_string());
        return;
    }
    for (Work *work : buffer.work) {
        if (!work->is_intact(failure) || !work->run(failure)) {
            return;
        }
    }
}

/// Executes a command buffer, and lets go of what it used before anybody learns that it is done.
static void execute(id self) {
    CommandBuffer &buffer = as<CommandBuffer>(self);
    Failure failure;
    {
        Locked lock;
        buffer.status = SCHEDULED;
        tell_waiting_threads();
    }
    buffer.start = seconds_now();
    do_work(buffer, failure);
    buffer.end = seconds_now();
    if (failure.code) {
        id error = new_error(COMMAND_BUFFER_ERROR, failure.code, failure.text.c_string());
        buffer.error = keep(error);
        release(error);
    }
    buffer.forget_work();
    Locked lock;
    buffer.status = failure.code ? FAILED : COMPLETED;
    QueueThread &thread = *as<Queue>(buffer.queue).thread;
    thread.unfinished--;
    thread.order.remove_at(0);
    tell_waiting_threads();
}

/// Executes a command buffer that commit has kept, and lets go of it.
static void finish(id self) {
    execute(self);
    drop(self);
    Locked lock;
    busy--;
    tell_waiting_threads();
}

/// The next command buffer, when its turn has come; null when the queue is gone.
static id next_in(QueueThread &thread) {
    Locked lock;
    while (true) {
        if (!held && thread.order.count && as<CommandBuffer>(thread.order[0]).status == COMMITTED) {
            return thread.order[0];
        }
        if (thread.ends) {
            return nullptr;
        }
        pthread_cond_wait(&something_happened, &shared_mutex);
    }
}

static void *run_queue(void *argument) {
    QueueThread *thread = static_cast<QueueThread *>(argument);
    while (id next = next_in(*thread)) {
        finish(next);
    }
    delete thread;
    return nullptr;
}

static id new_queue(id device, u64 most) {
    Queue *queue = new Queue();
    queue->device = keep(device);
    queue->most = most;
    queue->thread = new QueueThread();
    u64 thread = 0;
    pthread_create(&thread, nullptr, run_queue, queue->thread);
    pthread_detach(thread);
    return owned(QueueClass, queue);
}

static id device_new_queue(id self, SEL) {
    return new_queue(self, 64);
}

static id device_new_queue_of(id self, SEL, u64 most) {
    if (most == 0) {
        violation("wrong argument: newCommandQueueWithMaxCommandBufferCount: is given 0");
        return nullptr;
    }
    return new_queue(self, most);
}

/// Metal waits where a queue has as many unfinished command buffers as it may.
static void wait_for_place(Queue &queue) {
    Locked lock;
    QueueThread &thread = *queue.thread;
    while (thread.unfinished >= queue.most) {
        bool moves = thread.order.count && as<CommandBuffer>(thread.order[0]).status >= COMMITTED;
        if (!moves) {
            violation("deadlock: commandBuffer waits, as the queue has %u that are not committed", thread.unfinished);
            return;
        }
        pthread_cond_wait(&something_happened, &shared_mutex);
    }
}

static id new_command_buffer(id queue, bool keeps) {
    wait_for_place(as<Queue>(queue));
    CommandBuffer *buffer = new CommandBuffer();
    buffer->device = keep(as<Queue>(queue).device);
    buffer->queue = keep(queue);
    buffer->keeps = keeps;
    {
        Locked lock;
        as<Queue>(queue).thread->unfinished++;
    }
    return autoreleased(owned(CommandBufferClass, buffer));
}

struct CommandBufferDescriptor : Payload {
    bool keeps = true;
    u64 error_options = 0;
};

static void load_queues() {
    QueueClass = add_protocol("StandInCommandQueue", "MTLCommandQueue", NSObjectClass);
    add_labelled(QueueClass);
    on_instance(QueueClass, "commandBuffer", +[](id self, SEL) { return new_command_buffer(self, true); });
    on_instance(QueueClass, "commandBufferWithUnretainedReferences",
        +[](id self, SEL) { return new_command_buffer(self, false); });
    on_instance(QueueClass, "commandBufferWithDescriptor:", +[](id self, SEL message, id descriptor) {
        bool given = is_given(descriptor, CommandBufferDescriptorClass, message);
        return given ? new_command_buffer(self, as<CommandBufferDescriptor>(descriptor).keeps) : nullptr;
    });
    on_instance(DeviceClass, "newCommandQueue", device_new_queue);
    on_instance(DeviceClass, "newCommandQueueWithMaxCommandBufferCount:", device_new_queue_of);
    CommandBufferDescriptorClass =
        add_class("MTLCommandBufferDescriptor", NSObjectClass, make_payload<CommandBufferDescriptor>);
    on_instance(CommandBufferDescriptorClass, "retainedReferences",
        +[](id self, SEL) { return as<CommandBufferDescriptor>(self).keeps; });
    on_instance(CommandBufferDescriptorClass, "setRetainedReferences:",
        +[](id self, SEL, bool keeps) { as<CommandBufferDescriptor>(self).keeps = keeps; });
    on_instance(CommandBufferDescriptorClass, "errorOptions",
        +[](id self, SEL) { return as<CommandBufferDescriptor>(self).error_options; });
    on_instance(CommandBufferDescriptorClass, "setErrorOptions:",
        +[](id self, SEL, u64 options) { as<CommandBufferDescriptor>(self).error_options = options; });
}
