// MTLCommandEncoder and MTLBlitCommandEncoder.
#pragma once
#include "command_buffer.h"

static Class *EncoderClass, *BlitEncoderClass;

/// An encoder keeps its command buffer; the command buffer knows the one that is open.
struct Encoder : Labelled {
    id buffer = nullptr;
    bool ended = false;

    ~Encoder() override {
        if (!ended) {
            violation("open encoder: an encoder is gone and never got endEncoding");
            as<CommandBuffer>(buffer).encoder = nullptr;
        }
        drop(buffer);
    }
    CommandBuffer &target() const {
        return as<CommandBuffer>(buffer);
    }
};

/// Opens an encoder in a command buffer, if that can take one.
template <class T> id open_encoder(Class *cls, id buffer, SEL message) {
    if (!is_open(buffer, message)) {
        return nullptr;
    }
    T *encoder = new T();
    encoder->device = keep(as<CommandBuffer>(buffer).device);
    encoder->buffer = keep(buffer);
    id made = owned(cls, encoder);
    as<CommandBuffer>(buffer).encoder = made;
    return autoreleased(made);
}

/// Whether an encoder can still be encoded to; what is wrong is noted.
static bool is_encoding(id self, SEL message) {
    if (as<Encoder>(self).ended) {
        violation("encoding after end: %s to a %s that has ended", message->name.c_string(), name_of(self));
        return false;
    }
    return true;
}

static void encoder_end(id self, SEL message) {
    if (is_encoding(self, message)) {
        as<Encoder>(self).ended = true;
        as<Encoder>(self).target().encoder = nullptr;
    }
}

/// Whether a range lies within a buffer; what is wrong is noted.
static bool is_within(const Buffer &buffer, u64 start, u64 bytes, SEL message) {
    if (start <= buffer.length && bytes <= buffer.length - start) {
        return true;
    }
    violation("wrong argument: %s is given %lu bytes at %lu of a buffer of %lu", message->name.c_string(), bytes, start,
        buffer.length);
    return false;
}

static void blit_copy(id self, SEL message, id from, u64 from_offset, id to, u64 to_offset, u64 bytes) {
    Buffer *source = buffer_of(from, message);
    Buffer *target = buffer_of(to, message);
    if (!is_encoding(self, message) || !source || !target || !is_within(*source, from_offset, bytes, message)
        || !is_within(*target, to_offset, bytes, message)) {
        return;
    }
    CopyWork *work = add_work<CopyWork>(as<Encoder>(self).target());
    work->use(from);
    work->use(to);
    work->from = from_offset;
    work->to = to_offset;
    work->bytes = bytes;
}

static void blit_fill(id self, SEL message, id buffer, Range range, u8 value) {
    Buffer *target = buffer_of(buffer, message);
    if (!is_encoding(self, message) || !target || !is_within(*target, range.location, range.length, message)) {
        return;
    }
    FillWork *work = add_work<FillWork>(as<Encoder>(self).target());
    work->use(buffer);
    work->range = range;
    work->value = value;
}

static void encoder_fence(id self, SEL message, id fence) {
    if (is_encoding(self, message)) {
        is_given(fence, FenceClass, message);
    }
}

static void load_encoders() {
    EncoderClass = add_protocol("StandInCommandEncoder", "MTLCommandEncoder", NSObjectClass);
    add_labelled(EncoderClass);
    on_instance(EncoderClass, "endEncoding", encoder_end);
    on_instance(EncoderClass, "insertDebugSignpost:", +[](id self, SEL message, id) { is_encoding(self, message); });
    on_instance(EncoderClass, "pushDebugGroup:", +[](id self, SEL message, id) { is_encoding(self, message); });
    on_instance(EncoderClass, "popDebugGroup", +[](id self, SEL message) { is_encoding(self, message); });
    BlitEncoderClass = add_protocol("StandInBlitCommandEncoder", "MTLBlitCommandEncoder", EncoderClass);
    on_instance(BlitEncoderClass, "copyFromBuffer:sourceOffset:toBuffer:destinationOffset:size:", blit_copy);
    on_instance(BlitEncoderClass, "fillBuffer:range:value:", blit_fill);
    on_instance(BlitEncoderClass, "synchronizeResource:", +[](id self, SEL message, id) { is_encoding(self, message); });
    on_instance(CommandBufferClass, "blitCommandEncoder",
        +[](id self, SEL message) { return open_encoder<Encoder>(BlitEncoderClass, self, message); });
}
