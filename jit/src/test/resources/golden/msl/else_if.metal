#include <metal_stdlib>
using namespace metal;

[[kernel]] void sign_1(
        device int* a [[buffer(0)]],
        constant int& n [[buffer(1)]]) {
    // Sign.java:3
    int sign_2;
    if (n < 0) {
        sign_2 = -1;
    } else if (n > 0) {
        sign_2 = 1;
    } else {
        // Sign.java:8
        a[1] = n;
        sign_2 = 0;
    }
    // Sign.java:10
    a[0] = sign_2;
}
