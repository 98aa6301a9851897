// launch: 32 / 32
// buffer 0: 128 bytes
// buffer 1: 32 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], device const float *b [[buffer(1)]], uint l [[thread_index_in_threadgroup]]) {
    float mine[8];
    for (uint k = 0; k < 8; k++) {
        mine[k] = b[k];
    }
    a[l] = mine[l / 3]; // fault: UNDEFINED
}

[[kernel]] void right(device float *a [[buffer(0)]], device const float *b [[buffer(1)]], uint l [[thread_index_in_threadgroup]]) {
    float mine[8];
    for (uint k = 0; k < 8; k++) {
        mine[k] = 1.0f;
    }
    a[l] = mine[l / 4];
}
