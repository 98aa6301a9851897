// launch: 32 / 32
// buffer 0: 124 bytes
// watch: nothing
// fault: OUT_OF_BOUNDS
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    a[l] = 1.0f;
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    if (l < 31) {
        a[l] = 1.0f;
    }
}
