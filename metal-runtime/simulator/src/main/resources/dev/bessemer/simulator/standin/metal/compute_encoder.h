// MTLComputeCommandEncoder: bindings, and dispatches that are checked when they are encoded.
#pragma once
#include "encoder.h"

static Class *ComputeEncoderClass;

constexpr u64 SERIAL = 0, CONCURRENT = 1;
constexpr u64 MAX_INLINE_BYTES = 4096;
constexpr u64 BARRIER_BUFFERS = 1;

/// What is bound to a slot: a buffer from an offset, or bytes.
struct Binding {
    id buffer;
    u64 offset;
    u8 *bytes;
    u64 length;
};

/// Memory that a dispatch uses, for those that may run at the same time.
struct MemoryUse {
    const u8 *start, *end;
    bool writes;
    u64 dispatch;
};

struct ComputeEncoder : Encoder {
    u64 type = SERIAL;
    id pipeline = nullptr;
    Binding bindings[SLOTS_OF_METAL] = {};
    u32 threadgroup_bytes[SLOTS_OF_METAL] = {};
    /// Since the last barrier, where dispatches are concurrent.
    List<MemoryUse> uses;
    u64 dispatches = 0;

    ~ComputeEncoder() override {
        for (u32 slot = 0; slot < SLOTS_OF_METAL; slot++) {
            clear(slot);
        }
        drop(pipeline);
    }
    void clear(u32 slot) {
        drop(bindings[slot].buffer);
        free(bindings[slot].bytes);
        bindings[slot] = {};
    }
};

static bool is_slot(u64 index, SEL message) {
    if (index < SLOTS_OF_METAL) {
        return true;
    }
    violation("wrong argument: %s is given slot %lu; there are %u", message->name.c_string(), index, SLOTS_OF_METAL);
    return false;
}

static void encoder_set_pipeline(id self, SEL message, id pipeline) {
    if (!is_encoding(self, message) || !is_given(pipeline, PipelineClass, message)) {
        return;
    }
    ComputeEncoder &encoder = as<ComputeEncoder>(self);
    drop(encoder.pipeline);
    encoder.pipeline = keep(pipeline);
}

static void bind(id self, SEL message, id buffer, u64 offset, u64 index) {
    if (!is_encoding(self, message) || !is_slot(index, message)) {
        return;
    }
    ComputeEncoder &encoder = as<ComputeEncoder>(self);
    Buffer *bound = buffer ? buffer_of(buffer, message) : nullptr;
    if (buffer && (!bound || !is_within(*bound, offset, 0, message))) {
        return;
    }
    encoder.clear(u32(index));
    encoder.bindings[index].buffer = keep(buffer);
    encoder.bindings[index].offset = offset;
}

static void encoder_set_buffer(id self, SEL message, id buffer, u64 offset, u64 index) {
    bind(self, message, buffer, offset, index);
}

static void encoder_set_offset(id self, SEL message, u64 offset, u64 index) {
    if (!is_encoding(self, message) || !is_slot(index, message)) {
        return;
    }
    Binding &binding = as<ComputeEncoder>(self).bindings[index];
    if (!binding.buffer) {
        violation("missing buffer: setBufferOffset:atIndex: for slot %lu, to which no buffer is bound", index);
    } else if (is_within(as<Buffer>(binding.buffer), offset, 0, message)) {
        binding.offset = offset;
    }
}

static void encoder_set_buffers(id self, SEL message, const id *buffers, const u64 *offsets, Range range) {
    for (u64 i = 0; i < range.length; i++) {
        bind(self, message, buffers[i], offsets[i], range.location + i);
    }
}

static void encoder_set_bytes(id self, SEL message, const void *bytes, u64 length, u64 index) {
    if (!is_encoding(self, message) || !is_slot(index, message)) {
        return;
    }
    if (!bytes || length == 0 || length > MAX_INLINE_BYTES) {
        violation("wrong argument: setBytes:length:atIndex: is given %lu bytes at %p; it takes 1 to %lu", length, bytes,
            MAX_INLINE_BYTES);
        return;
    }
    ComputeEncoder &encoder = as<ComputeEncoder>(self);
    encoder.clear(u32(index));
    encoder.bindings[index].bytes = static_cast<u8 *>(malloc(length));
    encoder.bindings[index].length = length;
    memcpy(encoder.bindings[index].bytes, bytes, length);
}

static void encoder_set_threadgroup_memory(id self, SEL message, u64 length, u64 index) {
    if (!is_encoding(self, message) || !is_slot(index, message)) {
        return;
    }
    if (length % 16 != 0 || length > MAX_THREADGROUP_MEMORY) {
        violation("wrong argument: setThreadgroupMemoryLength:atIndex: is given %lu; it takes multiples of 16 up to %u", length,
            MAX_THREADGROUP_MEMORY);
        return;
    }
    as<ComputeEncoder>(self).threadgroup_bytes[index] = u32(length);
}

/// The largest power of two up to 16 that a type of this size is a multiple of.
static u64 alignment_of(u64 element_bytes) {
    u64 alignment = 1;
    while (alignment < 16 && element_bytes % (2 * alignment) == 0) {
        alignment *= 2;
    }
    return element_bytes ? alignment : 1;
}

/// Whether a slot has what the kernel's parameter needs; what is wrong is noted.
static bool is_bound(const ComputeEncoder &encoder, const KernelInfo &kernel, u32 slot) {
    const Binding &binding = encoder.bindings[slot];
    if (!binding.buffer && !binding.bytes) {
        violation("missing buffer: %s has nothing bound to slot %u", kernel.name, slot);
        return false;
    }
    u64 bytes = binding.buffer ? as<Buffer>(binding.buffer).length - binding.offset : binding.length;
    if (bytes < kernel.element_bytes[slot]) {
        violation("wrong length: slot %u of %s has %lu bytes, and one element has %lu", slot, kernel.name, bytes,
            kernel.element_bytes[slot]);
        return false;
    }
    if (binding.buffer && binding.offset % alignment_of(kernel.element_bytes[slot]) != 0) {
        violation("unaligned offset: slot %u of %s begins at byte %lu, and an element has %lu", slot, kernel.name, binding.offset,
            kernel.element_bytes[slot]);
        return false;
    }
    if (binding.bytes && (kernel.writable >> slot & 1)) {
        violation("wrong argument: %s may write to slot %u, which setBytes gave", kernel.name, slot);
        return false;
    }
    return true;
}

static bool are_bindings_right(const ComputeEncoder &encoder, const KernelInfo &kernel) {
    bool right = true;
    u64 threadgroup_bytes = kernel.threadgroup_bytes;
    for (u32 slot = 0; slot < SLOTS_OF_METAL; slot++) {
        if (kernel.buffers >> slot & 1) {
            right = is_bound(encoder, kernel, slot) && right;
        }
        bool needs_memory = kernel.threadgroup_arguments >> slot & 1;
        if (needs_memory && encoder.threadgroup_bytes[slot] == 0) {
            violation("missing threadgroup memory: %s has none for slot %u", kernel.name, slot);
            right = false;
        }
        threadgroup_bytes += needs_memory ? encoder.threadgroup_bytes[slot] : 0;
    }
    if (threadgroup_bytes > MAX_THREADGROUP_MEMORY) {
        violation("too much threadgroup memory: %s would have %lu bytes of %u", kernel.name, threadgroup_bytes,
            MAX_THREADGROUP_MEMORY);
        right = false;
    }
    return right;
}

/// Whether a grid can be dispatched; what is wrong is noted.
static bool is_launchable(const Pipeline &pipeline, Size grid, Size group) {
    const char *name = pipeline.info().name;
    auto fits = [](u64 extent, u64 most) { return extent > 0 && extent <= most; };
    constexpr u64 MOST = 0x7fffffff;
    if (!fits(grid.width, MOST) || !fits(grid.height, MOST) || !fits(grid.depth, MOST)) {
        violation("wrong grid: %s would have %lu x %lu x %lu threads", name, grid.width, grid.height, grid.depth);
        return false;
    }
    u64 most = pipeline.max_threads;
    bool sane = fits(group.width, most) && fits(group.height, most) && fits(group.depth, most);
    if (!sane || group.width * group.height * group.depth > most) {
        violation("threadgroup too large: %s would have %lu x %lu x %lu threads in one; its pipeline has at most %lu", name,
            group.width, group.height, group.depth, most);
        return false;
    }
    if (pipeline.simd_multiple && group.width * group.height * group.depth % 32 != 0) {
        violation("wrong threadgroup: the pipeline of %s wants multiples of 32 threads", name);
        return false;
    }
    return true;
}

/// Two dispatches of a concurrent encoder at the same memory, one of them writing, need a barrier between them.
static void note_uses(ComputeEncoder &encoder, const KernelInfo &kernel, const DispatchRequest &request) {
    u64 self = encoder.dispatches++;
    for (u32 slot = 0; slot < SLOTS_OF_METAL && encoder.type == CONCURRENT; slot++) {
        if (!encoder.bindings[slot].buffer || !(kernel.buffers >> slot & 1)) {
            continue;
        }
        const u8 *start = static_cast<const u8 *>(request.buffers[slot].address);
        MemoryUse mine = {start, start + request.buffers[slot].bytes, (kernel.writable >> slot & 1) != 0, self};
        for (const MemoryUse &other : encoder.uses) {
            bool overlap = mine.start < other.end && other.start < mine.end;
            if (overlap && (mine.writes || other.writes) && other.dispatch != self) {
                violation("missing barrier: dispatches %lu and %lu of a concurrent encoder use the memory of slot %u of %s",
                    other.dispatch, self, slot, kernel.name);
            }
        }
        encoder.uses.add(mine);
    }
}

static void bind_to(DispatchWork &work, const ComputeEncoder &encoder, u32 slot) {
    const Binding &binding = encoder.bindings[slot];
    BoundMemory &memory = work.request.buffers[slot];
    if (binding.buffer) {
        Buffer &buffer = as<Buffer>(work.use(binding.buffer));
        memory = {buffer.contents + binding.offset, buffer.length - binding.offset};
    } else if (binding.bytes) {
        work.inline_bytes[slot] = static_cast<u8 *>(malloc(binding.length));
        memcpy(work.inline_bytes[slot], binding.bytes, binding.length);
        memory = {work.inline_bytes[slot], binding.length};
    }
}

/// Adds a dispatch to the encoder's command buffer; it has been checked.
static void add_dispatch(ComputeEncoder &encoder, const KernelInfo &kernel, Size grid, Size group) {
    DispatchWork *work = add_work<DispatchWork>(encoder.target());
    Function &function = as<Function>(as<Pipeline>(work->use(encoder.pipeline)).function);
    work->request.program = function.program;
    work->request.kernel = function.kernel;
    u64 extents[6] = {grid.width, grid.height, grid.depth, group.width, group.height, group.depth};
    for (u32 d = 0; d < 3; d++) {
        work->request.grid[d] = u32(extents[d]);
        work->request.threadgroup[d] = u32(extents[3 + d]);
    }
    for (u32 slot = 0; slot < SLOTS_OF_METAL; slot++) {
        bind_to(*work, encoder, slot);
        bool needs_memory = kernel.threadgroup_arguments >> slot & 1;
        work->request.threadgroup_bytes[slot] = needs_memory ? encoder.threadgroup_bytes[slot] : 0;
    }
    note_uses(encoder, kernel, work->request);
}

static void dispatch(id self, SEL message, Size grid, Size group) {
    if (!is_encoding(self, message)) {
        return;
    }
    ComputeEncoder &encoder = as<ComputeEncoder>(self);
    if (!encoder.pipeline) {
        violation("missing pipeline: %s before setComputePipelineState:", message->name.c_string());
        return;
    }
    const KernelInfo &kernel = as<Pipeline>(encoder.pipeline).info();
    if (is_launchable(as<Pipeline>(encoder.pipeline), grid, group) && are_bindings_right(encoder, kernel)) {
        add_dispatch(encoder, kernel, grid, group);
    }
}

static void encoder_dispatch_threads(id self, SEL message, Size grid, Size group) {
    dispatch(self, message, grid, group);
}

static void encoder_dispatch_groups(id self, SEL message, Size groups, Size group) {
    Size grid = {groups.width * group.width, groups.height * group.height, groups.depth * group.depth};
    dispatch(self, message, grid, group);
}

static void encoder_barrier(id self, SEL message, u64 scope) {
    if (is_encoding(self, message) && (scope & BARRIER_BUFFERS)) {
        as<ComputeEncoder>(self).uses.clear();
    }
}

static void forget_uses(ComputeEncoder &encoder, const Buffer &buffer) {
    for (u64 i = encoder.uses.count; i-- > 0;) {
        const u8 *start = encoder.uses[i].start;
        if (start >= buffer.contents && start < buffer.contents + buffer.length) {
            encoder.uses.remove_at(i);
        }
    }
}

static void encoder_barrier_resources(id self, SEL message, const id *resources, u64 count_given) {
    for (u64 i = 0; i < count_given && is_encoding(self, message); i++) {
        if (is_element(resources[i], message->name.c_string())) {
            Buffer *buffer = buffer_of(resources[i], message);
            if (buffer) {
                forget_uses(as<ComputeEncoder>(self), *buffer);
            }
        }
    }
}

static id buffer_compute_encoder(id self, SEL message, u64 type) {
    id made = open_encoder<ComputeEncoder>(ComputeEncoderClass, self, message);
    if (made) {
        as<ComputeEncoder>(made).type = type;
    }
    return made;
}

static void load_compute_encoders() {
    ComputeEncoderClass = add_protocol("StandInComputeCommandEncoder", "MTLComputeCommandEncoder", EncoderClass);
    on_instance(ComputeEncoderClass, "dispatchType", +[](id self, SEL) { return as<ComputeEncoder>(self).type; });
    on_instance(ComputeEncoderClass, "setComputePipelineState:", encoder_set_pipeline);
    on_instance(ComputeEncoderClass, "setBytes:length:atIndex:", encoder_set_bytes);
    on_instance(ComputeEncoderClass, "setBuffer:offset:atIndex:", encoder_set_buffer);
    on_instance(ComputeEncoderClass, "setBufferOffset:atIndex:", encoder_set_offset);
    on_instance(ComputeEncoderClass, "setBuffers:offsets:withRange:", encoder_set_buffers);
    on_instance(ComputeEncoderClass, "setThreadgroupMemoryLength:atIndex:", encoder_set_threadgroup_memory);
    on_instance(ComputeEncoderClass, "dispatchThreads:threadsPerThreadgroup:", encoder_dispatch_threads);
    on_instance(ComputeEncoderClass, "dispatchThreadgroups:threadsPerThreadgroup:", encoder_dispatch_groups);
    on_instance(ComputeEncoderClass, "memoryBarrierWithScope:", encoder_barrier);
    on_instance(ComputeEncoderClass, "memoryBarrierWithResources:count:", encoder_barrier_resources);
    on_instance(ComputeEncoderClass, "useResource:usage:", +[](id self, SEL message, id, u64) { is_encoding(self, message); });
    on_instance(ComputeEncoderClass, "useResources:count:usage:",
        +[](id self, SEL message, const id *, u64, u64) { is_encoding(self, message); });
    on_instance(ComputeEncoderClass, "updateFence:", encoder_fence);
    on_instance(ComputeEncoderClass, "waitForFence:", encoder_fence);
    on_instance(CommandBufferClass, "computeCommandEncoder",
        +[](id self, SEL message) { return buffer_compute_encoder(self, message, SERIAL); });
    on_instance(CommandBufferClass, "computeCommandEncoderWithDispatchType:", buffer_compute_encoder);
}
