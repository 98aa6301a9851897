// launch: 32 / 32
// buffer 0: 128 bytes
// watch: nothing
// fault: STACK_OVERFLOW
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    volatile float large[100000];
    large[l] = a[l];
    a[l] = large[l];
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    volatile float large[10000];
    large[l] = a[l];
    a[l] = large[l];
}
