#include <metal_stdlib>
using namespace metal;

[[kernel]] void fast_1(
        device float* a [[buffer(0)]],
        constant float& x [[buffer(1)]],
        constant float& y [[buffer(2)]]) {
    // Fast.java:3
    a[0] = fast::sqrt(fast::exp2(fast::max(x, y)));
    // Fast.java:4
    a[0] = sign(fast::pow(fast::fmod(x, y), y));
    // Fast.java:5
    a[0] = -((x - y) * x + y);
}
