// launch: 64 / 64
// buffer 0: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    metal::float4 sum;
    if (a[l] < 30.0f) {
        sum = float4(a[l]);
    }
    a[l] = sum.x + sum.w; // fault: UNINITIALIZED
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    half2 h;
    vec<float, 2> v;
    float4 sum, other;
    h.x = half(a[l]);
    v = float2(h.x, 2);
    if (a[l] < 30.0f) {
        sum = float4(a[l]);
    } else {
        sum.x = sum.w = 4;
    }
    other = float4(v, 1, 2);
    float4 copy = sum;
    a[l] = copy.x + copy.w + dot(other, other) + simd_sum(sum.x);
}
