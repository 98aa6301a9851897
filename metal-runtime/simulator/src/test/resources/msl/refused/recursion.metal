#include <metal_stdlib>
using namespace metal;

static float odd(float x);
static float even(float x) { // error: function even calls itself, and Metal has no recursion
    return x < 1 ? 1 : odd(x - 1);
}
static float odd(float x) { // error: function odd calls itself, and Metal has no recursion
    return x < 1 ? 0 : even(x - 1);
}

template <int N>
float power(float x) {
    return x * power<N - 1>(x);
}
template <>
float power<0>(float x) {
    return 1;
}

kernel void k(device float* a [[buffer(0)]]) {
    a[0] = even(a[0]) + power<3>(a[1]);
}
