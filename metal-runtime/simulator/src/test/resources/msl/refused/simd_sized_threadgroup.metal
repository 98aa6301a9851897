#include <metal_stdlib>
using namespace metal;

[[kernel, max_total_threads_per_threadgroup(32)]] // error: with at most 32 threads in a threadgroup some compilers damage rows 4 to 7
void small(device float* a [[buffer(0)]]) {
    a[0] = 1;
}

[[max_total_threads_per_threadgroup(64)]] kernel void larger(device float* a [[buffer(0)]]) {
    a[0] = 1;
}
