// A conditional expression takes elements out of memory beside temporaries of the same type, and beside elements of other memory.
#include <metal_stdlib>
using namespace metal;

template <typename T, int N>
vec<T, N> beyond(const device vec<T, N>* a, uint i, uint n) {
    return i < n ? a[i] : vec<T, N>(0);
}

kernel void pick(
        const device float4* a [[buffer(0)]],
        constant bfloat* b [[buffer(1)]],
        device float4* out [[buffer(2)]],
        device bfloat* narrow [[buffer(3)]],
        constant uint& n [[buffer(4)]],
        uint i [[thread_position_in_grid]]) {
    out[i] = i < n ? a[i] : float4(0);
    out[i + 1] = i < n ? float4(1, 2, 3, 4) : a[i].wzyx;
    out[i + 2] = i < n ? a[i] : i < 2 * n ? a[i - n] : metal::float4(a[0].x);
    out[i + 3] = beyond(a, i, n);
    narrow[i] = i < n ? b[i] : bfloat(0.0f);
    narrow[i + 1] = i < n ? 1.0bf : b[i];
    threadgroup float4 t[32];
    t[i % 32] = i < n ? a[i] : out[i];
    float4 mine = a[0];
    out[i + 4] = i < n ? mine : i < 2 * n ? t[i % 32] : a[i];
    out[i + 5] = 2 * (i < n ? (i < 3 ? t[0] : a[i]) : mine);
    narrow[i + 2] = i < n ? b[i] : narrow[i];
}
