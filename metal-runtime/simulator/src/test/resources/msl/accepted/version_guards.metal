// metal-version: 3.0
#include <metal_stdlib>
using namespace metal;
#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#endif

kernel void k(device float* a [[buffer(0)]]) {
#if __METAL_VERSION__ >= 310
    a[0] = float(bfloat(1.0f));
#else
    a[0] = float(half(1.0h));
#endif
    int b[2] = {1, 2};
    a[1] = b[0] + a[int(a[0])];
}

// A kernel may be called like a function of the library.
kernel void transpose(device float* a [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    a[i] = transpose(float2x2(a[0]))[1].y;
}
