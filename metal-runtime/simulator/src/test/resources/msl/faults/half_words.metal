// launch: 64 / 64
// buffer 0: 256 bytes
// alias 1: 0
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device half *a [[buffer(0)]], device uint *words [[buffer(1)]], uint l [[thread_index_in_threadgroup]]) {
    a[l] = half(l); // other
    if (l == 9) {
        words[1] = 0; // fault: RACE
    }
}

[[kernel]] void right(device half *a [[buffer(0)]], device uint *words [[buffer(1)]], uint l [[thread_index_in_threadgroup]]) {
    a[l] = half(l);
    if (l == 9) {
        words[40] = 0;
    }
}
