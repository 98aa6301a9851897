// launch: 32 / 32
// buffer 0: 128 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    device float *far = a + (long(l) << 40);
    far[0] = 1.0f; // fault: OUT_OF_BOUNDS
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    device float *near = a + l;
    near[0] = 1.0f;
}
