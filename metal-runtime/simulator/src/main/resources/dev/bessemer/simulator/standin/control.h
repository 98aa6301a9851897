// What tests ask the stand-in and tell it. `Control` is the twin in Java.
#pragma once
#include "exports.h"

/// Java's part, which has to be there before the first message.
EXPORTED void bessemer_standin_begin(const Hooks *given) {
    hooks = *given;
}

EXPORTED void bessemer_standin_machine(const MachineModel *model) {
    mac = *model;
    system_version = model->system_version;
}

/// Holds all queues back, or lets them go on.
EXPORTED void bessemer_standin_hold(bool wanted) {
    Locked lock;
    held = wanted;
    tell_waiting_threads();
}

EXPORTED void bessemer_standin_inject(const Injection *fault) {
    Locked lock;
    injections.add(*fault);
    injection_count = u32(injections.count);
}

/// Autorelease pools that threads have left open since this was asked last.
EXPORTED u32 bessemer_standin_abandoned_pools() {
    return __atomic_exchange_n(&abandoned_pools, 0, __ATOMIC_RELAXED);
}

/// Forgets faults that nothing has met; how many there were.
EXPORTED u32 bessemer_standin_forget_faults() {
    Locked lock;
    u32 left = injection_count;
    injections.clear();
    injection_count = 0;
    return left;
}

/// What the next message of this thread looks like, as its caller believes: a type encoding without offsets.
EXPORTED void bessemer_standin_expect(const char *encoding) {
    this_thread().expected.set(encoding);
}

EXPORTED u32 bessemer_standin_class_count() {
    return class_count;
}

EXPORTED const char *bessemer_standin_class(u32 index) {
    return classes[index].protocol ? classes[index].protocol : classes[index].name;
}

EXPORTED i64 bessemer_standin_live(u32 index) {
    Locked lock;
    return classes[index].live;
}

/// A method as CLASS TAB SIDE TAB SELECTOR TAB ENCODING TAB SINCE, or null behind the last.
EXPORTED const char *bessemer_standin_method(u32 cls, u32 side, u32 index) {
    static Text line;
    if (index >= classes[cls].methods[side].count) {
        return nullptr;
    }
    Method &method = *classes[cls].methods[side][index];
    line.set(bessemer_standin_class(cls));
    line.add(side == CLASS ? "\tclass\t" : "\tinstance\t").add(method.selector).add("\t").add(method.encoding.c_string());
    line.add("\t").add_number(method.since);
    return line.c_string();
}

EXPORTED u32 bessemer_standin_selector_count() {
    return selector_count;
}

EXPORTED const char *bessemer_standin_selector(u32 index) {
    return selectors[index].name.c_string();
}

EXPORTED u64 bessemer_standin_messages(u32 index) {
    return __atomic_load_n(&selectors[index].messages, __ATOMIC_RELAXED);
}

/// All counters: messages, calls of functions, pipelines from archives, pipelines compiled, faults met.
EXPORTED u64 bessemer_standin_counter(u32 which) {
    const u64 counters[] = {message_total, function_total, archive_hits, archive_misses, injected};
    return counters[which];
}

/// Waits until no committed command buffer is left; false where that takes longer.
EXPORTED bool bessemer_standin_settle(u64 milliseconds) {
    u64 deadline = nanoseconds_now() + milliseconds * 1000000;
    Locked lock;
    while (busy > 0 && nanoseconds_now() < deadline) {
        wait_for_something(deadline);
    }
    return busy == 0;
}
