#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

// Java's (int) x: NaN becomes 0, what lies outside becomes the nearer end.
inline int java_to_int(float x) {
    return isnan(x) ? 0 : x >= 2147483648.0f ? INT_MAX : x <= -2147483648.0f ? INT_MIN : int(x);
}

// Java's (long) x: NaN becomes 0, what lies outside becomes the nearer end.
inline long java_to_long(float x) {
    return isnan(x) ? 0 : x >= 9223372036854775808.0f ? LONG_MAX : x <= -9223372036854775808.0f ? LONG_MIN : long(x);
}

[[kernel]] void convert(
        device char* bytes [[buffer(0)]],
        device ushort* chars [[buffer(1)]],
        device half* halves [[buffer(2)]],
        device bfloat* brains [[buffer(3)]],
        device long* longs [[buffer(4)]],
        constant float& x [[buffer(5)]]) {
    // Convert.java:3
    bytes[0] = char(java_to_int(x));
    // Convert.java:4
    chars[0] = ushort(int(bytes[0]));
    // Convert.java:5
    brains[0] = bfloat(float(halves[0]));
    // Convert.java:6
    halves[0] = half(float(brains[0]));
    // Convert.java:7
    longs[0] = java_to_long(x);
    // Convert.java:8
    bytes[0] = char(int(char(as_type<int>(x))));
}
