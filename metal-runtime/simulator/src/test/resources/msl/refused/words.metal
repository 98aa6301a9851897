#include <metal_stdlib>
using namespace metal;

#define REAL double

struct Shape {
    virtual float area() const { return 0; } // error: Metal has no 'virtual'
};

kernel void k(device float* a [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    double x = 1; // error: Metal has no 'double'
    REAL y = 2.0L; // error: Metal has no 'double' // error: Metal has no 'long double'
    if (i > 3) {
        goto end; // error: Metal has no 'goto'
    }
    a[i] = float(x + y);
end:
    a[0] = 0;
}
