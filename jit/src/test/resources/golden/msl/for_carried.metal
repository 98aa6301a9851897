#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

[[kernel]] void sum(
        const device float* a [[buffer(0)]],
        device float* c [[buffer(1)]],
        constant int& n [[buffer(2)]]) {
    // Sum.java:3
    float sum = 0.0f;
    for (int i = 0; i < n; i++) {
        // Sum.java:4
        float a_i = a[i];
        sum = sum + a_i * a_i;
    }
    // Sum.java:6
    c[0] = sum;
    // Sum.java:7
    float x = 0.0f;
    float y = sum;
    for (int i = 0; i < n; i = int(uint(i) + 3u)) {
        auto x_next = y;
        y = x;
        x = x_next;
    }
    // Sum.java:8
    c[0] = x - y;
}
