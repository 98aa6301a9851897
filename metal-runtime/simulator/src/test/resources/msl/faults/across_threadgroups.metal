// launch: 128 / 32
// buffer 0: 516 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    float next = a[i + 1]; // other
    a[i] = next; // fault: RACE
}

[[kernel]] void right(device float *a [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    float next = a[i] + 1;
    a[i] = next;
}
