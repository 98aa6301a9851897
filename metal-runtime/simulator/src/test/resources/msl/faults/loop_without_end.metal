// launch: 32 / 32
// buffer 0: 128 bytes
// limit: 300 ms
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device volatile uint *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    if (l == 3) {
        while (a[0] != 12345) { // fault: TIMEOUT
        }
    }
}

[[kernel]] void right(device volatile uint *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    uint left = l;
    while (left > 0 && a[0] != 12345) {
        left--;
    }
}
