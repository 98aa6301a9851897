// A stack for each lane, and going from one to another.
#pragma once
#include "fault.h"

constexpr u64 STACKS = 0x200000000000;
constexpr u64 STACK_BYTES = 256 * 1024;
/// Tops of stacks at the same place in a page would share the cache's sets.
constexpr u64 STAGGER = 64 * 7;

/// Saves the callee-saved registers on this stack and goes on with another one.
extern "C" __attribute__((naked, noinline)) void switch_stack(void ** /*save*/, void * /*to*/) {
    asm volatile(
        "pushq %rbp\n pushq %rbx\n pushq %r12\n pushq %r13\n pushq %r14\n pushq %r15\n"
        "movq %rsp, (%rdi)\n movq %rsi, %rsp\n"
        "popq %r15\n popq %r14\n popq %r13\n popq %r12\n popq %rbx\n popq %rbp\n ret");
}

/// Maps stacks with a guard page below each.
static bool map_stacks(u32 lanes) {
    void *base = reinterpret_cast<void *>(STACKS);
    if (failed(mmap(base, lanes * STACK_BYTES, 0, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0))) {
        return false;
    }
    for (u32 i = 0; i < lanes; i++) {
        void *above_guard = reinterpret_cast<void *>(STACKS + i * STACK_BYTES + PAGE);
        if (mprotect(above_guard, STACK_BYTES - PAGE, READABLE | WRITABLE) != 0) {
            return false;
        }
    }
    return true;
}

static void go_to(Lane &lane, void **save) {
    machine.self = &lane;
    switch_stack(save, lane.stack_pointer);
}

/// The lane that comes after another in the ring of those that can go on.
static Lane &next_lane(Simdgroup &group, u32 after) {
    u32 at = after % LANES;
    u32 turned = group.runnable >> at >> 1;
    u32 next = turned ? at + 1 + u32(__builtin_ctz(turned)) : u32(__builtin_ctz(group.runnable));
    return machine.lanes[group.index * LANES + next];
}

/// No lane of the group can go on: all are at barriers or have returned, or some wait for others in vain.
static void settle(Simdgroup &group) {
    Lane *lanes = machine.lanes + group.index * LANES;
    for (u32 i = 1; i < group.count; i++) {
        if (lanes[i].state != lanes[0].state) {
            bool first_waits = lanes[0].state != LaneState::RETURNED;
            diverged(lanes[first_waits ? 0 : i], lanes[first_waits ? i : 0]);
        }
    }
}

/// The lane at work cannot go on: another one does, or the scheduler.
static void pass_on() {
    Lane &self = *machine.self;
    Simdgroup &group = *machine.group;
    if (group.runnable) {
        go_to(next_lane(group, self.index), &self.stack_pointer);
    } else {
        settle(group);
        machine.self = nullptr;
        switch_stack(&self.stack_pointer, machine.scheduler);
    }
}

extern "C" void run_lane() {
    Lane &self = *machine.self;
    machine.kernel->run(&self.arguments);
    self.state = LaneState::RETURNED;
    machine.group->runnable &= ~(1u << self.index % LANES);
    pass_on();
    __builtin_trap();
}

/// A stack whose first return leads into the kernel.
static void prepare_stack(Lane &lane) {
    u64 top = STACKS + (lane.index + 1) * STACK_BYTES - 64 - lane.index % 61 * STAGGER;
    u64 *at = reinterpret_cast<u64 *>(top & ~u64(15));
    *--at = 0;
    *--at = reinterpret_cast<u64>(&run_lane);
    at -= 6;
    memset(at, 0, 6 * sizeof *at);
    lane.stack_pointer = at;
}
