#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

[[kernel]] void kernel_1(
        device float* float_1 [[buffer(0)]],
        constant int& gid_1 [[buffer(1)]],
        constant int& a_b [[buffer(2)]]) {
    // Names.java:2
    int max_1 = int(uint(gid_1) + uint(a_b));
    // Names.java:3
    float_1[gid_1] = float_1[max_1];
}
