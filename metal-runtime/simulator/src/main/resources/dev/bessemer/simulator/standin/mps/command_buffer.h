// MPSCommandBuffer, and finding the command buffer that something is encoded to.
#pragma once
#include "matrix.h"

static Class *MpsCommandBufferClass;

/// A command buffer, and those that follow it when it is committed on the way.
struct MpsCommandBuffer : Payload {
    id current = nullptr, root = nullptr;

    ~MpsCommandBuffer() override {
        drop(current);
        drop(root);
    }
};

static id init_mps_buffer(id self, SEL message, id buffer) {
    if (!is_given(buffer, CommandBufferClass, message)) {
        release(self);
        return nullptr;
    }
    as<MpsCommandBuffer>(self).current = keep(buffer);
    as<MpsCommandBuffer>(self).root = keep(buffer);
    self->life = Life::LIVE;
    return self;
}

static id mps_buffer_with(Class *cls, SEL message, id buffer) {
    return autoreleased(init_mps_buffer(object_alloc(cls, message), message, buffer));
}

static id mps_buffer_from_queue(Class *cls, SEL message, id queue) {
    bool given = is_given(queue, QueueClass, message);
    return given ? mps_buffer_with(cls, message, new_command_buffer(queue, true)) : nullptr;
}

static void mps_commit_and_continue(id self, SEL message) {
    MpsCommandBuffer &buffer = as<MpsCommandBuffer>(self);
    buffer_commit(buffer.current, message);
    id next = new_command_buffer(as<CommandBuffer>(buffer.current).queue, true);
    drop(buffer.current);
    buffer.current = keep(next);
}

/// The MTLCommandBuffer that an argument is or stands for, ready to be encoded to; null, with a note, where it is not.
static CommandBuffer *encodable(id buffer, SEL message) {
    id found = buffer && is_kind(buffer->isa, MpsCommandBufferClass) ? as<MpsCommandBuffer>(buffer).current : buffer;
    return is_given(found, CommandBufferClass, message) && is_open(found, message) ? &as<CommandBuffer>(found) : nullptr;
}

template <auto function> void forward(id self, SEL message) {
    function(as<MpsCommandBuffer>(self).current, message);
}

static void load_mps_command_buffers() {
    MpsCommandBufferClass = add_class("MPSCommandBuffer", NSObjectClass, make_payload<MpsCommandBuffer>);
    on_class(MpsCommandBufferClass, "commandBufferWithCommandBuffer:", mps_buffer_with);
    on_class(MpsCommandBufferClass, "commandBufferFromCommandQueue:", mps_buffer_from_queue);
    on_instance(MpsCommandBufferClass, "initWithCommandBuffer:", init_mps_buffer);
    on_instance(MpsCommandBufferClass, "commitAndContinue", mps_commit_and_continue);
    on_instance(MpsCommandBufferClass, "commandBuffer",
        +[](id self, SEL) { return property(as<MpsCommandBuffer>(self).current); });
    on_instance(MpsCommandBufferClass, "rootCommandBuffer",
        +[](id self, SEL) { return property(as<MpsCommandBuffer>(self).root); });
    on_instance(MpsCommandBufferClass, "commit", forward<buffer_commit>);
    on_instance(MpsCommandBufferClass, "waitUntilCompleted", forward<buffer_wait>);
    on_instance(MpsCommandBufferClass, "status",
        +[](id self, SEL message) { return buffer_status(as<MpsCommandBuffer>(self).current, message); });
}
