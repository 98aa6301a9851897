// Prefix sums over a threadgroup, a histogram with atomics, and the index of the largest element.
#include <metal_atomic>
#include <metal_stdlib>
using namespace metal;

template <typename U>
struct CumSum {
    static constexpr constant U init = static_cast<U>(0);
    template <typename T>
    U operator()(U a, T b) {
        return a + b;
    }
    U simd_scan(U x) { return simd_prefix_inclusive_sum(x); }
    U simd_exclusive_scan(U x) { return simd_prefix_exclusive_sum(x); }
};

template <typename T, typename U, typename Op>
[[kernel]] void contiguous_scan(
        const device T* in [[buffer(0)]],
        device U* out [[buffer(1)]],
        const constant size_t& axis_size [[buffer(2)]],
        uint lid [[thread_position_in_threadgroup]],
        uint lsize [[threads_per_threadgroup]],
        uint simd_size [[threads_per_simdgroup]],
        uint lane [[thread_index_in_simdgroup]],
        uint group [[simdgroup_index_in_threadgroup]]) {
    Op op;
    threadgroup U simdgroup_sums[32];
    U prefix = Op::init;
    uint groups = lsize / simd_size;
    for (size_t r = 0; r < axis_size; r += lsize) {
        size_t i = r + lid;
        U value = i < axis_size ? U(in[i]) : Op::init;
        U scanned = op.simd_scan(value);
        if (lane == simd_size - 1) {
            simdgroup_sums[group] = scanned;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        if (group == 0) {
            U sum = lane < groups ? simdgroup_sums[lane] : Op::init;
            simdgroup_sums[lane] = op.simd_exclusive_scan(sum);
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        scanned = op(op(prefix, simdgroup_sums[group]), scanned);
        if (i < axis_size) {
            out[i] = scanned;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        if (lid == lsize - 1) {
            simdgroup_sums[0] = scanned;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        prefix = simdgroup_sums[0];
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
}

template [[host_name("scan_int32")]] [[kernel]] void contiguous_scan<int, int, CumSum<int>>(
        const device int*, device int*, const constant size_t&, uint, uint, uint, uint, uint);
template [[host_name("scan_uint8_uint32")]] [[kernel]] void contiguous_scan<uchar, uint, CumSum<uint>>(
        const device uchar*, device uint*, const constant size_t&, uint, uint, uint, uint, uint);

kernel void histogram(
        device const uint* keys [[buffer(0)]],
        device atomic_uint* counts [[buffer(1)]],
        constant uint& n [[buffer(2)]],
        uint i [[thread_position_in_grid]],
        uint lid [[thread_index_in_threadgroup]],
        uint lsize [[threads_per_threadgroup]]) {
    threadgroup atomic_uint bins[16];
    for (uint b = lid; b < 16; b += lsize) {
        atomic_store_explicit(&bins[b], 0, memory_order_relaxed);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (i < n) {
        atomic_fetch_add_explicit(&bins[keys[i] & 15], 1, memory_order_relaxed);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint b = lid; b < 16; b += lsize) {
        atomic_fetch_add_explicit(&counts[b], atomic_load_explicit(&bins[b], memory_order_relaxed), memory_order_relaxed);
    }
}

template <typename U>
struct IndexValPair {
    uint32_t index;
    U val;
};

template <typename U>
IndexValPair<U> larger(IndexValPair<U> a, IndexValPair<U> b) {
    return b.val > a.val || (b.val == a.val && b.index < a.index) ? b : a;
}

template <typename U>
IndexValPair<U> simd_shuffle_down(IndexValPair<U> data, uint16_t delta) {
    return IndexValPair<U>{simd_shuffle_down(data.index, delta), simd_shuffle_down(data.val, delta)};
}

kernel void arg_max(
        const device float* in,
        device uint32_t* out,
        constant uint& n,
        uint lane [[thread_index_in_simdgroup]],
        uint width [[threads_per_simdgroup]]) {
    IndexValPair<float> best{0, -INFINITY};
    for (uint i = lane; i < n; i += width) {
        best = larger(best, IndexValPair<float>{i, in[i]});
    }
    for (uint16_t offset = width / 2; offset > 0; offset /= 2) {
        IndexValPair<float> other = simd_shuffle_down(best, offset);
        best = larger(best, other);
    }
    if (lane == 0) {
        *out = best.index;
    }
}
