// MTLEvent, MTLSharedEvent and MTLFence.
#pragma once
#include "pipeline.h"

static Class *EventClass, *SharedEventClass, *FenceClass;

struct Event : Labelled {
    u64 value = 0;
};

static void signal(id event, u64 value) {
    Locked lock;
    Event &signalled = as<Event>(event);
    signalled.value = value > signalled.value ? value : signalled.value;
    tell_waiting_threads();
}

/// Waits until an event has at least this value; false where that takes too long.
static bool wait_for(id event, u64 value, u64 milliseconds) {
    u64 deadline = nanoseconds_now() + milliseconds * 1000000;
    Locked lock;
    while (as<Event>(event).value < value && nanoseconds_now() < deadline) {
        wait_for_something(deadline);
    }
    return as<Event>(event).value >= value;
}

static u64 event_value(id self, SEL) {
    Locked lock;
    return as<Event>(self).value;
}

static void event_set_value(id self, SEL, u64 value) {
    signal(self, value);
}

static bool event_wait(id self, SEL, u64 value, u64 milliseconds) {
    keep(self);
    bool reached = wait_for(self, value, milliseconds);
    drop(self);
    return reached;
}

template <class T> id new_labelled(Class *cls, id device) {
    T *made = new T();
    made->device = keep(device);
    return owned(cls, made);
}

static id device_new_event(id self, SEL) {
    return new_labelled<Event>(EventClass, self);
}

static id device_new_shared_event(id self, SEL) {
    return new_labelled<Event>(SharedEventClass, self);
}

static id device_new_fence(id self, SEL) {
    return new_labelled<Labelled>(FenceClass, self);
}

static void load_events() {
    EventClass = add_protocol("StandInEvent", "MTLEvent", NSObjectClass);
    add_labelled(EventClass);
    SharedEventClass = add_protocol("StandInSharedEvent", "MTLSharedEvent", EventClass);
    on_instance(SharedEventClass, "signaledValue", event_value);
    on_instance(SharedEventClass, "setSignaledValue:", event_set_value);
    on_instance(SharedEventClass, "waitUntilSignaledValue:timeoutMS:", event_wait, 120000);
    FenceClass = add_protocol("StandInFence", "MTLFence", NSObjectClass);
    add_labelled(FenceClass);
    on_instance(DeviceClass, "newEvent", device_new_event);
    on_instance(DeviceClass, "newSharedEvent", device_new_shared_event);
    on_instance(DeviceClass, "newFence", device_new_fence);
}
