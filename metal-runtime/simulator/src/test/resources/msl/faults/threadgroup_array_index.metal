// launch: 64 / 64
// buffer 0: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup float first[32];
    threadgroup float second[64];
    second[l] = a[l];
    first[l] = second[l]; // fault: UNDEFINED
    a[l] = first[l];
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup float first[64];
    threadgroup float second[64];
    second[l] = a[l];
    first[l] = second[l];
    a[l] = first[l];
}
