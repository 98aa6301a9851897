#include <metal_stdlib>
using namespace metal;

[[kernel]] void sign_1(
        device int* a [[buffer(0)]],
        constant int& n [[buffer(1)]]) {
    // Sign.java:3
    int sign_1;
    if (n < 0) {
        sign_1 = -1;
    } else if (n > 0) {
        sign_1 = 1;
    } else {
        // Sign.java:8
        a[1] = n;
        sign_1 = 0;
    }
    // Sign.java:10
    a[0] = sign_1;
}
