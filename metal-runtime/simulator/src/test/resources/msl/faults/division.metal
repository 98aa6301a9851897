// launch: 32 / 32
// buffer 0: 128 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device int *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    a[l] = 100 / int(l); // fault: DIVISION
}

[[kernel]] void right(device int *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    a[l] = 100 / int(l + 1);
}
