// What a command buffer is made of: work that its queue does later.
#pragma once
#include "event.h"

constexpr const char *COMMAND_BUFFER_ERROR = "MTLCommandBufferErrorDomain";
constexpr i64 ERROR_INTERNAL = 1, ERROR_TIMEOUT = 2, ERROR_INVALID_RESOURCE = 9;

/// Why work failed.
struct Failure {
    i64 code = 0;
    Text text;
};

struct Work : OnHeap {
    /// Objects that have to be there until the work is done.
    List<id> used;
    /// Their numbers, where the command buffer does not keep them itself.
    List<u64> serials;
    bool keeps = true;

    virtual ~Work() {
        for (id object : used) {
            if (keeps) {
                drop(object);
            }
        }
    }
    /// False where it failed.
    virtual bool run(Failure &failure) = 0;

    id use(id object) {
        used.add(keeps ? keep(object) : object);
        serials.add(object->serial);
        return object;
    }
    /// Whether all objects are still there.
    bool is_intact(Failure &failure) const {
        for (u64 i = 0; i < used.count; i++) {
            if (used[i]->life == Life::RELEASED || used[i]->serial != serials[i]) {
                violation("use after release: a command buffer that keeps no references uses an object that is gone");
                failure.code = ERROR_INVALID_RESOURCE;
                failure.text.set("an object was released before the command buffer was completed");
                return false;
            }
        }
        return true;
    }
};

/// Whether the memory of a buffer is still mapped when it is used.
static bool is_there(const void *address, u64 bytes, Failure &failure) {
    if (is_mapped(address, bytes)) {
        return true;
    }
    violation("no memory: %lu bytes at %p were unmapped before the command buffer that uses them was completed", bytes, address);
    failure.code = ERROR_INVALID_RESOURCE;
    failure.text.set("the memory of a buffer was unmapped");
    return false;
}

struct SignalWork : Work {
    u64 value = 0;

    bool run(Failure &) override {
        signal(used[0], value);
        return true;
    }
};

struct WaitWork : Work {
    u64 value = 0;

    bool run(Failure &failure) override {
        if (wait_for(used[0], value, mac.event_limit)) {
            return true;
        }
        failure.code = ERROR_TIMEOUT;
        failure.text.set("Caused GPU Timeout Error (an event was not signalled in time)");
        return false;
    }
};

struct CopyWork : Work {
    u64 from = 0, to = 0, bytes = 0;

    bool run(Failure &failure) override {
        u8 *source = as<Buffer>(used[0]).contents + from;
        u8 *target = as<Buffer>(used[1]).contents + to;
        if (!is_there(source, bytes, failure) || !is_there(target, bytes, failure)) {
            return false;
        }
        memmove(target, source, bytes);
        return true;
    }
};

struct FillWork : Work {
    Range range = {0, 0};
    u8 value = 0;

    bool run(Failure &failure) override {
        u8 *target = as<Buffer>(used[0]).contents + range.location;
        if (!is_there(target, range.length, failure)) {
            return false;
        }
        memset(target, value, range.length);
        return true;
    }
};

/// A kernel to execute, with the bytes of setBytes: in a block of its own.
struct DispatchWork : Work {
    DispatchRequest request;
    u8 *inline_bytes[SLOTS_OF_METAL];

    DispatchWork() {
        memset(&request, 0, sizeof request);
        memset(inline_bytes, 0, sizeof inline_bytes);
    }
    ~DispatchWork() override {
        for (u8 *bytes : inline_bytes) {
            free(bytes);
        }
    }
    bool run(Failure &failure) override {
        for (u32 slot = 0; slot < SLOTS_OF_METAL; slot++) {
            const BoundMemory &bound = request.buffers[slot];
            if (bound.bytes && !inline_bytes[slot] && !is_there(bound.address, bound.bytes, failure)) {
                return false;
            }
        }
        if (mac.executes_nothing) {
            return true;
        }
        Answer *answer = static_cast<Answer *>(malloc(sizeof(Answer)));
        answer->text[0] = 0;
        failure.code = hooks.dispatch(&request, answer);
        failure.text.set(answer->text);
        free(answer);
        return failure.code == 0;
    }
};
