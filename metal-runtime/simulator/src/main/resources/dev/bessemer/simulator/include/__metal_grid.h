// How a kernel is launched on an NVIDIA GPU: what it gets from the host, and which thread of Metal's grid a thread is.
#pragma once
#include <__metal_runtime.h>
#include <__metal_warp.h>

/// A kernel's only parameter; the host knows this layout as well. Buffers begin at multiples of 16 bytes.
struct __metal_launch_arguments {
    void *buffers[31];
    uint32_t threadgroup_offsets[31];
    uint32_t threads_per_threadgroup[3];
    uint32_t threads_per_grid[3];
};
static_assert(sizeof(__metal_launch_arguments) == 400, "the host knows this layout as well");

/// Threadgroup memory of the host's size.
extern "C" __attribute__((shared)) __attribute__((aligned(16))) char __metal_threadgroup_memory[];

/// All that a thread gets from outside.
struct __metal_arguments {
    const __metal_launch_arguments &host;
    const __metal_thread *lane;
    void *buffer(unsigned slot) const { return __builtin_assume_aligned((void *)(__attribute__((address_space(1))) void *)host.buffers[slot], 16); }
    void *threadgroup_buffer(unsigned slot) const { return __metal_threadgroup_memory + host.threadgroup_offsets[slot]; }
};

/// The thread that this is: a block has one dimension, with as many threads as a threadgroup away from the grid's edges. False where it is none.
__METAL_LIB bool __metal_find_thread(const __metal_launch_arguments &a, __metal_thread &t) {
    const unsigned group[3] = {unsigned(__nvvm_read_ptx_sreg_ctaid_x()), unsigned(__nvvm_read_ptx_sreg_ctaid_y()), unsigned(__nvvm_read_ptx_sreg_ctaid_z())};
    unsigned threads = 1, asked = 1;
    for (int d = 0; d < 3; d++) {
        unsigned size = a.threads_per_threadgroup[d], rest = a.threads_per_grid[d] - group[d] * size;
        t.threadgroup_position_in_grid[d] = group[d];
        t.threads_per_threadgroup[d] = rest < size ? rest : size;
        t.dispatch_threads_per_threadgroup[d] = size;
        t.threads_per_grid[d] = a.threads_per_grid[d];
        t.threadgroups_per_grid[d] = (a.threads_per_grid[d] + size - 1) / size;
        threads *= t.threads_per_threadgroup[d];
        asked *= size;
    }
    unsigned index = (unsigned(__nvvm_read_ptx_sreg_tid_x()) & ~31u) | metal::__lane(), left = index;
    for (int d = 0; d < 3; d++) {
        t.thread_position_in_threadgroup[d] = d == 2 ? left : left % t.threads_per_threadgroup[d];
        t.thread_position_in_grid[d] = group[d] * a.threads_per_threadgroup[d] + t.thread_position_in_threadgroup[d];
        left /= t.threads_per_threadgroup[d];
    }
    t.thread_index_in_threadgroup = index;
    t.thread_index_in_simdgroup = index % 32;
    // From the first thread, so that the compiler knows it to be the same in all: what follows from it is computed and branched on once a warp.
    t.simdgroup_index_in_threadgroup = unsigned(__nvvm_shfl_sync_idx_i32(metal::__whole_warp, int(index / 32), 0, 31));
    t.simdgroups_per_threadgroup = (threads + 31) / 32;
    t.threads_per_simdgroup = 32;
    t.dispatch_simdgroups_per_threadgroup = (asked + 31) / 32;
    return index < threads;
}
