#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

[[kernel]] void guard(
        device float* a [[buffer(0)]],
        constant int& n [[buffer(1)]],
        uint3 gid [[thread_position_in_grid]]) {
    // Guard.java:2
    int id = int(gid.x);
    // Guard.java:3
    if (id >= n) {
        // Guard.java:4
        return;
    }
    // Guard.java:6
    a[id] = a[id] * 2.0f;
}
