// launch: 32 / 32
// buffer 0: 128 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    float sum = 0.0f;
    if (l % 2 == 0) {
        sum = simd_sum(a[l]); // other
    } else {
        sum = simd_max(a[l]); // fault: DIVERGENCE
    }
    a[l] = sum;
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    float sum = simd_sum(a[l]);
    float most = simd_max(a[l]);
    a[l] = l % 2 == 0 ? sum : most;
}
