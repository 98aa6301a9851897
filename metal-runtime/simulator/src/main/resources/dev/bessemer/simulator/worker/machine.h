// The machine while it executes a threadgroup: lanes, SIMD-groups, and whose turn it is.
#pragma once
#include "../include/__metal_runtime.h"
#undef device
#undef threadgroup
#undef constant
#undef thread
#include "protocol.h"

/// As the appended lines of a Metal file define them; see __metal_kernel.h.
struct __metal_arguments {
    void *const *buffers;
    void *const *threadgroup_buffers;
    const __metal_thread *thread;
};
struct __metal_kernel_entry {
    const char *name;
    void (*run)(const __metal_arguments *);
};
extern "C" const __metal_kernel_entry __metal_kernels[];

constexpr u32 LANES = 32;
constexpr u32 MAX_THREADS = 1024;

enum class LaneState : u8 { RUNNING, MEETING, BARRIER, RETURNED };

/// One thread of the threadgroup at work, on a stack of its own.
struct Lane {
    void *stack_pointer;
    LaneState state;
    u32 index;
    /// Of what it waits at, or waited at last.
    u32 line;
    u32 flags;
    void *operand;
    void *function;
    const char *what;
    void *return_address;
    __metal_thread thread;
    __metal_arguments arguments;
};

/// Lanes that meet: lane i of it is lane 32 * index + i of the threadgroup.
struct Simdgroup {
    u32 index;
    u32 count;
    /// The lanes there are, those that can go on, and how many have come to the meeting.
    u32 all;
    u32 runnable;
    u32 arrived;
    /// Where it counts its barriers, and how far memory is in order, by address space.
    u32 time;
    u32 ordered[2];
    /// Who came to the meeting first.
    Lane *first;
    __metal_simd_call call;
};

/// Device memory and threadgroup memory, as indices.
constexpr u32 DEVICE = 0, THREADGROUP = 1;

struct Machine {
    Lane lanes[MAX_THREADS];
    Simdgroup groups[MAX_THREADS / LANES];
    u32 lane_count, group_count;
    Lane *self;
    Simdgroup *group;
    void *scheduler;
    /// Counts barriers and threadgroups; how far memory is in order; when the threadgroup began.
    u32 time;
    u32 ordered[2];
    u32 began;
    void *buffers[SLOTS];
    void *threadgroup_buffers[SLOTS];
    const __metal_kernel_entry *kernel;
    const Request *request;
    u32 threadgroup[3];
    u32 threadgroup_index;
};
static Machine machine;
