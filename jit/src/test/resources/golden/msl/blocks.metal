#include <metal_stdlib>
using namespace metal;

[[kernel]] void blocks(
        device int* a [[buffer(0)]],
        constant int& n [[buffer(1)]]) {
    // Blocks.java:3
    int x;
    if (n < 0) {
        // Blocks.java:4
        x = 0;
    } else if (n > 10) {
        // Blocks.java:6
        x = 10;
    } else {
        x = n;
    }
    // Blocks.java:8
    a[0] = x;
    // Blocks.java:9
    int y;
    do {
        // Blocks.java:10
        bool leave_search = false;
        for (int i = 0; i < n; i++) {
            // Blocks.java:11
            if (a[i] == x) {
                // Blocks.java:12
                y = i;
                leave_search = true;
                break;
            }
        }
        if (leave_search) {
            break;
        }
        // Blocks.java:14
        a[1] = n;
        y = n;
    } while (false);
    // Blocks.java:16
    a[0] = y;
}
