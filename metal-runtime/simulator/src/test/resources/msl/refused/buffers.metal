#include <metal_stdlib>
using namespace metal;

kernel void k(
        device float* a [[buffer(31)]], // error: parameter a of kernel k is buffer 31, but slots end at 30
        constant float& b [[buffer(1)]],
        device float* c [[buffer(1)]], // error: parameter c of kernel k has the same slot as parameter b
        uint i, // error: parameter i of kernel k gets its value from nowhere
        device float* d) {
    a[0] = b + c[0] + d[i];
}
