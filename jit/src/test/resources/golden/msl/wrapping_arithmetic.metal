#include <metal_stdlib>
using namespace metal;

// Java's Math.abs: that of the smallest number is itself.
inline int java_abs(int x) {
    return x < 0 ? int(0u - uint(x)) : x;
}

inline long java_abs(long x) {
    return x < 0 ? long(0UL - ulong(x)) : x;
}

[[kernel]] void mix_1(
        device int* a [[buffer(0)]],
        device long* l [[buffer(1)]],
        constant int& n [[buffer(2)]],
        constant long& m [[buffer(3)]]) {
    // Mix.java:3
    a[0] = int(uint(n) * 7u + uint(n) - 3u);
    // Mix.java:4
    a[1] = int(0u - (uint(n) - 7u) * uint(n));
    // Mix.java:5
    a[7] = int((uint(n) << 1) >> ((n >> 7) & 31));
    // Mix.java:6
    l[0] = long(ulong(m) * 5UL + ulong(long(n)));
    // Mix.java:7
    a[1] = java_abs(min(((n & 7) | 1) ^ n, 7));
}
