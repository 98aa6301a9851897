#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

[[kernel]] void add(
        const device float* a [[buffer(0)]],
        const device float* b [[buffer(1)]],
        device float* c [[buffer(2)]],
        constant long* sizes [[buffer(3)]],
        uint3 gid [[thread_position_in_grid]]) {
    // Samples.java:12
    int n = int(sizes[2]);
    int i = int(gid.x);
    if (i < n) {
        // Samples.java:13
        float x = a[i];
        c[i] = x + b[i];
    }
}
