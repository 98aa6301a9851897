#include <metal_stdlib>
using namespace metal;

// Leaves what happened in the fault record, if it is the first fault of the launch.
inline void record_fault(uint array, long index, uint line, uint3 thread_position, device atomic_uint* fault) {
    if (atomic_fetch_or_explicit(&fault[0], 1u, memory_order_relaxed) == 0u) {
        atomic_store_explicit(&fault[1], array, memory_order_relaxed);
        atomic_store_explicit(&fault[2], uint(ulong(index)), memory_order_relaxed);
        atomic_store_explicit(&fault[3], uint(ulong(index) >> 32), memory_order_relaxed);
        atomic_store_explicit(&fault[4], line, memory_order_relaxed);
        atomic_store_explicit(&fault[5], thread_position.x, memory_order_relaxed);
        atomic_store_explicit(&fault[6], thread_position.y, memory_order_relaxed);
        atomic_store_explicit(&fault[7], thread_position.z, memory_order_relaxed);
    }
}

// Whether all elements a tile access touches lie in an array of this size; where not, that is a fault.
inline bool tile_in_range(
        long offset, long stride, int lines, int elements, long size, uint array, uint line, uint3 thread_position,
        device atomic_uint* fault) {
    if (lines <= 0 || elements <= 0) {
        return true;
    }
    long last = long(min(lines, 8) - 1) * stride;
    long low = offset + min(last, 0L);
    long high = offset + max(last, 0L) + long(min(elements, 8) - 1);
    if (low >= 0 && high < size) {
        return true;
    }
    record_fault(array, low < 0 ? low : high, line, thread_position, fault);
    return false;
}

[[kernel]] void tile(
        const device half* a [[buffer(0)]],
        const device half* b [[buffer(1)]],
        device float* c [[buffer(2)]],
        constant int& n [[buffer(3)]],
        constant long* sizes [[buffer(4)]],
        device atomic_uint* fault [[buffer(5)]],
        uint3 gid [[thread_position_in_grid]],
        uint3 group_id [[threadgroup_position_in_grid]]) {
    // Samples.java:11
    int row = int(8u * group_id.y);
    int col = int(8u * group_id.x);
    // Samples.java:13
    simdgroup_float8x8 sum = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
    for (int i = 0; i < 512; i += 8) {
        // Samples.java:15
        int a_offset = int(uint(row) * 512u + uint(i));
        simdgroup_half8x8 a_tile = make_filled_simdgroup_matrix<half, 8, 8>(0.0h);
        if (tile_in_range(a_offset, 512, 8, 8, sizes[0], 0, 15, gid, fault)) {
            simdgroup_load(a_tile, a + a_offset, 512);
        }
        int b_offset = int(uint(i) * uint(n) + uint(col));
        simdgroup_half8x8 b_tile = make_filled_simdgroup_matrix<half, 8, 8>(0.0h);
        if (tile_in_range(b_offset, n, 8, 8, sizes[1], 1, 15, gid, fault)) {
            simdgroup_load(b_tile, b + b_offset, n);
        }
        // Samples.java:14
        simdgroup_multiply_accumulate(sum, a_tile, b_tile, sum);
    }
    // Samples.java:17
    int c_offset = int(uint(row) * uint(n) + uint(col));
    if (tile_in_range(c_offset, n, 8, 8, sizes[2], 2, 17, gid, fault)) {
        simdgroup_store(sum, c + c_offset, n);
    }
}
