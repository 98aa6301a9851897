// launch: 32 / 32
// buffer 0: 128 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    if (l == 7) {
        return;
    }
    a[l] = simd_shuffle_xor(1.0f * l, 1); // fault: DIVERGENCE
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    float other = simd_shuffle_xor(1.0f * l, 1);
    if (l == 7) {
        return;
    }
    a[l] = other;
}
