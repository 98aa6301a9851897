// What lanes do together: SIMD-group operations, barriers, operations of a whole threadgroup.
#pragma once
#include "fiber.h"

static void arrive(Lane &lane, void *operand, void *function, const char *what, u32 line, void *return_address) {
    lane.operand = operand;
    lane.function = function;
    lane.what = what;
    lane.line = line;
    lane.return_address = return_address;
}

/// Returns true to the last lane, at once, and false to the others, when the last one has gone on.
static bool meet_simdgroup(Lane &self) {
    Simdgroup &group = *machine.group;
    if (group.arrived == 0) {
        group.first = &self;
    } else if (group.first->line != self.line || group.first->function != self.function) {
        diverged(self, *group.first);
    }
    if (++group.arrived == group.count) {
        group.arrived = 0;
        group.runnable = group.all;
        return true;
    }
    self.state = LaneState::MEETING;
    group.runnable &= ~(1u << self.index % LANES);
    pass_on();
    self.state = LaneState::RUNNING;
    return false;
}

/// The memory that a barrier orders: what was before it is in order from now on.
static void order(u32 *ordered, u32 &time, u32 mem_flags) {
    time++;
    for (u32 space = 0; space < 2; space++) {
        if (mem_flags >> space & 1) {
            ordered[space] = time;
        }
    }
}

static void wait_for_threadgroup(Lane &self) {
    self.state = LaneState::BARRIER;
    machine.group->runnable &= ~(1u << self.index % LANES);
    pass_on();
}

extern "C" {
const __metal_thread *__metal_this_thread(void) {
    return &machine.self->thread;
}

void __metal_refuse(const char *message, unsigned line) {
    Lane &self = *machine.self;
    arrive(self, nullptr, nullptr, message, line, __builtin_return_address(0));
    diverged(self, self);
}

void __metal_simdgroup_call(void *operand, __metal_simd_function f, const char *what, unsigned line) {
    Lane &self = *machine.self;
    arrive(self, operand, reinterpret_cast<void *>(f), what, line, __builtin_return_address(0));
    Simdgroup &group = *machine.group;
    group.call.operands[self.index % LANES] = operand;
    if (meet_simdgroup(self)) {
        group.call.active = group.all;
        f(&group.call);
    }
}

void __metal_simdgroup_barrier(unsigned mem_flags, unsigned line) {
    Lane &self = *machine.self;
    arrive(self, nullptr, nullptr, "simdgroup_barrier", line, __builtin_return_address(0));
    if (meet_simdgroup(self)) {
        order(machine.group->ordered, machine.group->time, mem_flags);
    }
}

void __metal_threadgroup_barrier(unsigned mem_flags, unsigned line) {
    Lane &self = *machine.self;
    arrive(self, nullptr, nullptr, "threadgroup_barrier", line, __builtin_return_address(0));
    self.flags = mem_flags;
    wait_for_threadgroup(self);
}

void __metal_threadgroup_call(void *operand, __metal_threadgroup_function f, const char *what, unsigned line) {
    Lane &self = *machine.self;
    arrive(self, operand, reinterpret_cast<void *>(f), what, line, __builtin_return_address(0));
    self.flags = 0;
    wait_for_threadgroup(self);
}
}

/// All lanes of the threadgroup wait at a barrier: they go on, if it is one and the same.
static void release_threadgroup() {
    static void *operands[MAX_THREADS];
    Lane *lanes = machine.lanes;
    for (u32 i = 0; i < machine.lane_count; i++) {
        if (lanes[i].line != lanes[0].line || lanes[i].function != lanes[0].function) {
            diverged(lanes[i], lanes[0]);
        }
        operands[i] = lanes[i].operand;
    }
    order(machine.ordered, machine.time, lanes[0].flags);
    if (lanes[0].function) {
        machine.self = &lanes[machine.lane_count - 1];
        reinterpret_cast<__metal_threadgroup_function>(lanes[0].function)(operands, machine.lane_count);
        machine.self = nullptr;
    }
    for (u32 i = 0; i < machine.lane_count; i++) {
        lanes[i].state = LaneState::RUNNING;
    }
    for (u32 g = 0; g < machine.group_count; g++) {
        machine.groups[g].runnable = machine.groups[g].all;
    }
}
