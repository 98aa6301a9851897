// 64 threads at the same numbers.
#include "expect.h"

kernel void additions_are_not_lost(ARGUMENTS) {
    device atomic_uint *sum = (device atomic_uint *)scratch;
    device atomic_int *low = (device atomic_int *)scratch + 1;
    device atomic_float *real = (device atomic_float *)scratch + 2;
    threadgroup atomic_uint shared;
    threadgroup atomic_int highest;
    if (i == 0) {
        atomic_store_explicit(&shared, 7, memory_order_relaxed);
        atomic_store_explicit(&highest, -100, memory_order_relaxed);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    uint before = atomic_fetch_add_explicit(sum, i, memory_order_relaxed);
    EXPECT(before <= 2016 - i);
    atomic_fetch_sub_explicit(low, int(i), memory_order_relaxed);
    atomic_fetch_add_explicit(real, 0.5f, memory_order_relaxed);
    atomic_fetch_add_explicit(&shared, 1, memory_order_relaxed);
    atomic_fetch_max_explicit(&highest, int(i) - 50, memory_order_relaxed);
    threadgroup_barrier(mem_flags::mem_threadgroup | mem_flags::mem_device);
    EXPECT(atomic_load_explicit(sum, memory_order_relaxed) == 2016 && atomic_load_explicit(low, memory_order_relaxed) == -2016);
    EXPECT(atomic_load_explicit(real, memory_order_relaxed) == 32.0f);
    EXPECT(atomic_load_explicit(&shared, memory_order_relaxed) == 71 && atomic_load_explicit(&highest, memory_order_relaxed) == 13);
}

kernel void bits_and_extremes_gather(ARGUMENTS) {
    device atomic_uint *a = (device atomic_uint *)scratch;
    if (i == 0) {
        atomic_store_explicit(a + 1, 0xffffffffu, memory_order_relaxed);
        atomic_store_explicit(a + 3, 1000, memory_order_relaxed);
    }
    threadgroup_barrier(mem_flags::mem_device);
    atomic_fetch_or_explicit(a, 1u << i % 32, memory_order_relaxed);
    atomic_fetch_and_explicit(a + 1, ~(1u << i % 16), memory_order_relaxed);
    atomic_fetch_xor_explicit(a + 2, 1u << i % 32, memory_order_relaxed);
    atomic_fetch_min_explicit(a + 3, 100 + i, memory_order_relaxed);
    atomic_fetch_max_explicit(a + 4, i * 3, memory_order_relaxed);
    device atomic_ulong *wide = (device atomic_ulong *)(scratch + 8);
    atomic_max_explicit(wide, ulong(i) << 40, memory_order_relaxed);
    threadgroup_barrier(mem_flags::mem_device);
    EXPECT(scratch[0] == 0xffffffffu && scratch[1] == 0xffff0000u && scratch[2] == 0 && scratch[3] == 100 && scratch[4] == 189);
    EXPECT(scratch[8] == 0 && scratch[9] == 63u << 8);
}

// A number goes from hand to hand: what 64 exchanges took out, with what is left, is what they put in and the first.
kernel void exchanges_neither_lose_nor_double(ARGUMENTS) {
    device atomic_uint *a = (device atomic_uint *)scratch;
    uint taken = atomic_exchange_explicit(a, i + 1, memory_order_relaxed);
    uint sum = simd_sum(taken);
    if (i % 32 == 0) {
        atomic_fetch_add_explicit(a + 1, sum, memory_order_relaxed);
    }
    threadgroup_barrier(mem_flags::mem_device);
    EXPECT(scratch[0] + scratch[1] == 65 * 32);
}

kernel void comparing_exchanges_succeed_once(ARGUMENTS) {
    device atomic_int *a = (device atomic_int *)scratch;
    int expected = 0;
    bool won = atomic_compare_exchange_weak_explicit(a, &expected, int(i) + 1, memory_order_relaxed, memory_order_relaxed);
    EXPECT(won ? expected == 0 : expected > 0);
    atomic_fetch_add_explicit(a + 1, won ? 1 : 0, memory_order_relaxed);
    int seen = atomic_load_explicit(a + 2, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(a + 2, &seen, seen + 3, memory_order_relaxed, memory_order_relaxed)) {
    }
    threadgroup_barrier(mem_flags::mem_device);
    EXPECT(scratch[1] == 1 && scratch[2] == 192 && scratch[0] >= 1 && scratch[0] <= 64);
}
