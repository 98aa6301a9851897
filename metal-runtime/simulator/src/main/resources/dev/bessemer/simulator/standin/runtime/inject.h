// Faults that a test asks for: the nth message of a selector, or call of a function, fails in some way.
#pragma once
#include "reference.h"

constexpr u32 INJECT_NIL = 0, INJECT_ERROR = 1, INJECT_COMMAND = 2;

/// A fault that is waiting for its message. `Fault` is the twin in Java.
struct Injection {
    char selector[256];
    char domain[128];
    char text[512];
    i64 code;
    u32 kind;
    /// How many messages pass before it.
    u32 passes;
};

static List<Injection> injections;
static u32 injection_count;
static u64 injected;

/// Whether a fault of this kind is due now; it happens once.
static bool is_injected(const char *selector, u32 kind, Injection &due) {
    if (__atomic_load_n(&injection_count, __ATOMIC_RELAXED) == 0) {
        return false;
    }
    Locked lock;
    for (u64 i = 0; i < injections.count; i++) {
        Injection &candidate = injections[i];
        bool meant = same(candidate.selector, selector) || (same(candidate.selector, "*") && kind != INJECT_COMMAND);
        if (candidate.kind != kind || !meant) {
            continue;
        }
        if (candidate.passes-- > 0) {
            continue;
        }
        due = candidate;
        injections.remove_at(i);
        injection_count = u32(injections.count);
        injected++;
        return true;
    }
    return false;
}
