#include <metal_stdlib>
using namespace metal;

struct Pair {
    device float* first;
    float* second; // error: second is a pointer or reference without an address space
};

float sum(const float* values, int n) { // error: values is a pointer or reference without an address space
    float total = 0;
    for (int i = 0; i < n; i++) {
        total += values[i];
    }
    return total;
}

float first(const float& value) { // error: value is a pointer or reference without an address space
    return value;
}

float* same(thread float* p) { // error: what same returns names no address space
    return p;
}

kernel void k(device float* a [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    float local[2] = {1, 2};
    float* p = local; // error: p is a pointer or reference without an address space
    auto q = a + i;
    *q = p[0] * 2 + local[1];
}
