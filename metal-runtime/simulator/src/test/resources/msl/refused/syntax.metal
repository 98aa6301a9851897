#include <metal_stdlib>
using namespace metal;

#define TWICE(x) ((x) + (y))

kernel void k(device float4* a [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    a[i] = undeclared; // error: use of undeclared identifier 'undeclared'
    a[i] = TWICE(a[i]); // error: use of undeclared identifier 'y'
    a[i] = a[i] + 1 // error: expected ';' after expression
}
