#include <metal_stdlib>
using namespace metal;

static float first(thread const float* p) {
    return p[0];
}

struct View {
    thread float* data;
};

kernel void k(device float* a [[buffer(0)]], constant float* c [[buffer(1)]], uint i [[thread_position_in_grid]]) {
    threadgroup float shared_values[4];
    thread float* x = a; // error: 'device float *' is used as 'thread float *'
    x = shared_values; // error: 'threadgroup float *' is used as 'thread float *'
    thread float& r = a[i]; // error: 'device float' is used as 'thread float'
    float y = first(a) // error: 'device float *' is used as 'thread const float *'
            + first(c); // error: 'constant float *' is used as 'thread const float *'
    View view = {a + 1}; // error: 'device float *' is used as 'thread float *'
    thread float* z = i > 2 ? x : (thread float*)a; // error: 'device float *' is used as 'thread float *'
    device float* d = shared_values; // error: cannot initialize a variable of type 'device float *'
    threadgroup float* t = a; // error: cannot initialize a variable of type 'threadgroup float *'
    c[0] = 1; // error: read-only
    a[i] = y + r + view.data[0] + z[0] + d[0] + t[0];
}
