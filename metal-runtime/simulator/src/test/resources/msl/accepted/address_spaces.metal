#include <metal_stdlib>
using namespace metal;

struct Pair {
    device float* first;
    thread float* second;
};

template <typename P>
float total(P values, int n) {
    float sum = 0;
    for (int i = 0; i < n; i++) {
        sum += values[i];
    }
    return sum;
}

template <typename T, int N>
T last(thread const T (&values)[N]) {
    return values[N - 1];
}

static void add(thread float& x, const device float& y, threadgroup float* z, constant float* w) {
    x += y + z[0] + w[0];
}

constant float table[3] = {1.0, 2.5, -3.0};

kernel void k(
        device float* a [[buffer(0)]],
        device const float4* v [[buffer(1)]],
        constant float& scale [[buffer(2)]],
        uint i [[thread_position_in_grid]],
        uint lane [[thread_index_in_threadgroup]]) {
    threadgroup float shared_values[64];
    shared_values[lane % 64] = a[i] * scale;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    float local[2] = {1, 2};
    thread float* p = local;
    float x = 2 * *p;
    add(x, a[i], shared_values + 1, table);
    float4 f = v[i];
    f += v[i + 1];
    Pair pair = {a, p};
    pair.second[0] = f.x * last(local);
    auto q = &a[i];
    *q = x + total(a, 2) + total(table, 3) + total(shared_values, 4) + pair.second[0];
}
