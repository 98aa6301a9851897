// metal-version: 2.3
#include <metal_stdlib>
using namespace metal;
#pragma METAL fp math_mode(safe) // error: #pragma METAL fp came with Metal 3.2, and the declared version is 2.3

kernel void k(device float* a [[buffer(0)]], device atomic_float* t [[buffer(1)]]) { // error: 'atomic_float' came with Metal 3.0
    bfloat b = bfloat(1.0f); // error: 'bfloat' came with Metal 3.1 // error: 'bfloat' came with Metal 3.1
    auto twice = [](float x) { return x + x; }; // error: a lambda came with Metal 3.2
    a[0] = twice(float(b));
}
