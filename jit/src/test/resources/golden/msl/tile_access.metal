#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

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

// A tile of which memory holds only the first rows and columns; the rest is 0.
template <typename T, typename Pointer>
inline void load_part(
        thread simdgroup_matrix<T, 8, 8>& tile, Pointer source, long stride, bool transposed, int rows, int columns,
        uint lane_id) {
    if (rows >= 8 && columns >= 8) {
        simdgroup_load(tile, source, ulong(stride), ulong2(0, 0), transposed);
        return;
    }
    int row = int((lane_id >> 4 & 1) * 4 + (lane_id >> 1 & 3));
    int column = int((lane_id >> 3 & 1) * 4 + (lane_id & 1) * 2);
    for (int e = 0; e < 2; e++, column++) {
        long place = transposed ? column * stride + row : row * stride + column;
        tile.thread_elements()[e] = row < rows && column < columns ? T(source[place]) : T(0.0f);
    }
}

// Writes the first rows and columns of a tile.
template <typename T, typename Pointer>
inline void store_part(
        thread simdgroup_matrix<T, 8, 8>& tile, Pointer target, long stride, bool transposed, int rows, int columns,
        uint lane_id) {
    if (rows >= 8 && columns >= 8) {
        simdgroup_store(tile, target, ulong(stride), ulong2(0, 0), transposed);
        return;
    }
    int row = int((lane_id >> 4 & 1) * 4 + (lane_id >> 1 & 3));
    int column = int((lane_id >> 3 & 1) * 4 + (lane_id & 1) * 2);
    for (int e = 0; e < 2; e++, column++) {
        if (row < rows && column < columns) {
            target[transposed ? column * stride + row : row * stride + column] = tile.thread_elements()[e];
        }
    }
}

[[kernel]] void edges(
        const device float* a [[buffer(0)]],
        device float* c [[buffer(1)]],
        constant int& n [[buffer(2)]],
        constant int& rows [[buffer(3)]],
        constant long* sizes [[buffer(4)]],
        device atomic_uint* fault [[buffer(5)]],
        uint3 gid [[thread_position_in_grid]],
        uint lane_id [[thread_index_in_simdgroup]]) {
    // Edges.java:3
    simdgroup_float8x8 a_tile = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
    if (tile_in_range(0, n, 8, 8, sizes[0], 0, 3, gid, fault)) {
        simdgroup_load(a_tile, a, n);
    }
    // Edges.java:4
    if (tile_in_range(0, n, 8, 8, sizes[1], 1, 4, gid, fault)) {
        simdgroup_store(a_tile, c, n, ulong2(0, 0), true);
    }
    // Edges.java:5
    simdgroup_float8x8 edge;
    load_part(edge, a + n, n, false, rows, n, lane_id);
    // Edges.java:6
    if (tile_in_range(n, n, n, 8, sizes[1], 1, 6, gid, fault)) {
        store_part(edge, c + n, n, true, 8, n, lane_id);
    }
}
