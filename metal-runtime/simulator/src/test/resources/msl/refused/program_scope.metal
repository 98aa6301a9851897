#include <metal_stdlib>
using namespace metal;

float table[3] = {1, 2, 3}; // error: variable table at program scope is not in the constant address space
static constexpr int size = 3; // error: variable size at program scope is not in the constant address space
threadgroup float tile[8]; // error: threadgroup variable tile is declared outside a kernel

void helper(device float* a) {
    threadgroup float inner[4]; // error: threadgroup variable inner is declared outside a kernel
    inner[0] = a[0];
}

kernel void k(device float* a [[buffer(0)]]) {
    a[0] = table[0] + size;
    helper(a);
}
