// launch: 64 / 64
// buffer 0: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device uint *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    a[l / 2] = l; // fault: RACE // other
}

[[kernel]] void right(device uint *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    if (l % 2 == 0) {
        a[l / 2] = l;
    }
}
