#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

[[kernel]] void window(
        device float* a [[buffer(0)]],
        constant int& n [[buffer(1)]]) {
    // Window.java:2
    float ring[4] = {};
    // Window.java:3
    for (int i = 0; i < n; i++) {
        // Window.java:4
        int slot = i & 3;
        float old = ring[slot];
        // Window.java:5
        float a_i = a[i];
        ring[slot] = a_i;
        // Window.java:6
        a[i] = old + a_i;
    }
}
