#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

[[kernel]] void transpose(
        const device float* a [[buffer(0)]],
        device float* c [[buffer(1)]],
        constant int& rows [[buffer(2)]],
        constant int& columns [[buffer(3)]],
        uint3 gid [[thread_position_in_grid]]) {
    // Transpose.java:2
    int y = 1 + int(gid.y) * 2;
    if (y < rows) {
        // Transpose.java:3
        int x = int(gid.x);
        if (x < columns) {
            // Transpose.java:4
            c[int(uint(x) * uint(rows) + uint(y))] = a[int(uint(y) * uint(columns) + uint(x))];
        }
    }
}
