// Reporting a fault: into memory shared with the process that waits for this one.
#pragma once
#include "machine.h"

struct Report {
    u32 count;
    u32 padding;
    Fault faults[MAX_FAULTS];
};

/// Shared by a launch's processes.
struct Shared {
    u64 next_threadgroup;
    u32 stop;
    u32 padding;
    Report reports[MAX_WORKERS];
};
static Shared *shared;
static Report *report;

/// A fault to be filled; the last one is used again where there are too many.
static Fault &new_fault(u32 kind) {
    u32 at = report->count < MAX_FAULTS ? report->count++ : MAX_FAULTS - 1;
    Fault &fault = report->faults[at];
    memset(&fault, 0, sizeof fault);
    fault.kind = kind;
    return fault;
}

[[noreturn]] static void stop_here() {
    __atomic_store_n(&shared->stop, 1, __ATOMIC_RELAXED);
    _exit(0);
}

static void copy_name(char (&to)[40], const char *from) {
    u32 i = 0;
    while (from && from[i] && i < sizeof to - 1) {
        to[i] = from[i];
        i++;
    }
    to[i] = 0;
}

/// Says which thread a place speaks of.
static void set_thread(Place &place, const Lane &lane) {
    place.known = 1;
    memcpy(place.thread, lane.thread.thread_position_in_grid, sizeof place.thread);
    memcpy(place.threadgroup, lane.thread.threadgroup_position_in_grid, sizeof place.threadgroup);
}

static void set_pc(Place &place, const void *return_address) {
    place.frames[0] = reinterpret_cast<u64>(return_address);
}

/// Where a lane waits, or that it has returned.
static void set_meeting(Place &place, const Lane &lane) {
    set_thread(place, lane);
    place.line = lane.line;
    if (lane.state == LaneState::RETURNED) {
        place.access = ACCESS_RETURNED;
    } else {
        set_pc(place, lane.return_address);
        copy_name(place.what, lane.what);
    }
}

/// Lanes that should be at one place are at two, or one of them has returned.
[[noreturn]] static void diverged(const Lane &here, const Lane &other) {
    Fault &fault = new_fault(other.state == LaneState::RETURNED ? RETURNED : DIVERGENCE);
    set_meeting(fault.here, here);
    set_meeting(fault.other, other);
    stop_here();
}
