// half and bfloat against what IEEE 754 says of their bits, all 65536 of each.
#include "expect.h"

// A number's value from its bits: sign, exponent of `exponent_bits`, fraction of the rest; scaled as a double would be, in float, where all are exact.
static float value_of(uint bits, int exponent_bits) {
    int fraction_bits = 15 - exponent_bits;
    int bias = (1 << (exponent_bits - 1)) - 1;
    int exponent = int(bits >> fraction_bits) & ((1 << exponent_bits) - 1);
    float fraction = float(bits & ((1u << fraction_bits) - 1));
    float size = exponent == 0 ? ldexp(fraction, 1 - bias - fraction_bits) : ldexp(fraction + float(1 << fraction_bits), exponent - bias - fraction_bits);
    return (bits >> 15) != 0 ? -size : size;
}

kernel void half_widens_to_its_value(ARGUMENTS) {
    for (uint b = i; b < 65536; b += 64) {
        half h = as_type<half>(ushort(b));
        if ((b & 0x7fff) > 0x7c00) {
            EXPECT(isnan(h) && isnan(float(h)));
        } else if ((b & 0x7fff) == 0x7c00) {
            EXPECT(isinf(h) && as_type<uint>(float(h)) == ((b & 0x8000) << 16 | 0x7f800000));
        } else {
            EXPECT(as_type<uint>(float(h)) == as_type<uint>(value_of(b, 5)));
            EXPECT(as_type<ushort>(half(float(h))) == b);
        }
    }
}

kernel void bfloat_widens_to_its_value(ARGUMENTS) {
    for (uint b = i; b < 65536; b += 64) {
        bfloat h = as_type<bfloat>(ushort(b));
        if ((b & 0x7fff) > 0x7f80) {
            EXPECT(isnan(float(h)) && isnan(float(bfloat(float(h)))));
        } else {
            EXPECT(as_type<uint>(float(h)) == b << 16);
            EXPECT(as_type<ushort>(bfloat(float(h))) == b);
        }
    }
}

// Between two neighbours the nearest is taken, and the even one from the middle.
kernel void float_rounds_to_half(ARGUMENTS) {
    for (uint b = i; b < 0x7bff; b += 64) {
        float low = value_of(b, 5), high = value_of(b + 1, 5);
        float middle = low + (high - low) / 2;
        EXPECT(as_type<ushort>(half(middle)) == (b % 2 == 0 ? b : b + 1));
        EXPECT(as_type<ushort>(half(as_type<float>(as_type<uint>(middle) - 1))) == b);
        EXPECT(as_type<ushort>(half(as_type<float>(as_type<uint>(middle) + 1))) == b + 1);
        EXPECT(as_type<ushort>(half(-middle)) == (0x8000 | (b % 2 == 0 ? b : b + 1)));
    }
    EXPECT(half(65519.996f) == 65504.0h);
    EXPECT(isinf(half(65520.0f)) && isinf(half(-1e30f)) && half(-1e30f) < 0.0h);
    EXPECT(as_type<ushort>(half(0x1p-25f)) == 0 && as_type<ushort>(half(0x1.000002p-25f)) == 1);
    EXPECT(as_type<ushort>(half(-0.0f)) == 0x8000 && isnan(half(NAN)));
}

kernel void float_rounds_to_bfloat(ARGUMENTS) {
    for (uint b = i; b < 0x7f7f; b += 64) {
        uint middle = b << 16 | 0x8000;
        EXPECT(as_type<ushort>(bfloat(as_type<float>(middle))) == (b % 2 == 0 ? b : b + 1));
        EXPECT(as_type<ushort>(bfloat(as_type<float>(middle - 1))) == b);
        EXPECT(as_type<ushort>(bfloat(as_type<float>(middle + 1))) == b + 1);
        EXPECT(as_type<ushort>(bfloat(-as_type<float>(middle + 1))) == (0x8000 | (b + 1)));
    }
    EXPECT(isinf(float(bfloat(3.4e38f))) && float(bfloat(3.389e38f)) == 0x1.fep127f);
    EXPECT(isnan(float(bfloat(NAN))) && isnan(float(bfloat(as_type<float>(0x7f800001u)))));
}

// Each operation rounds once, on its own: no wider intermediate.
kernel void narrow_arithmetic_rounds_every_operation(ARGUMENTS) {
    half one = 1.0h, small = as_type<half>(ushort(0x1000 + (i & 0)));
    EXPECT(one + small == 1.0h && (one + small) - one == 0.0h);
    half big = 2048.0h + half(i & 0);
    EXPECT(big + 1.0h == 2048.0h && big + 3.0h == 2052.0h);
    EXPECT((big + 1.0h) + 1.0h == 2048.0h);
    half product = as_type<half>(ushort(0x3c01));
    EXPECT(as_type<ushort>(product * product) == 0x3c02);
    EXPECT(1.0h / 3.0h == as_type<half>(ushort(0x3555)));
    EXPECT(sqrt(2.0h) == as_type<half>(ushort(0x3da8)));
    bfloat sum = bfloat(256.0f) + bfloat(float(i & 0) + 1.0f);
    EXPECT(sum == bfloat(256.0f));
    EXPECT(bfloat(1.0f) / bfloat(3.0f) == as_type<bfloat>(ushort(0x3eab)));
    EXPECT(bfloat(256.0f) + bfloat(3.0f) == bfloat(260.0f));
}

// 3 * 683/2048 is 1 + 2^-11, between two halves; what is added decides, however small it is. A sum rounded to float first would lose it.
kernel void narrow_fma_rounds_once(ARGUMENTS) {
    half zero = half(i & 0);
    half b = 683.0h / 2048.0h;
    EXPECT(fma(3.0h + zero, b, 0.0h) == 1.0h);
    EXPECT(fma(3.0h + zero, b, as_type<half>(ushort(1))) == as_type<half>(ushort(0x3c01)));
    EXPECT(fma(3.0h + zero, b, as_type<half>(ushort(0x8001))) == 1.0h);
    EXPECT(fma(-3.0h + zero, b, as_type<half>(ushort(0x8001))) == as_type<half>(ushort(0xbc01)));
    // 9 * 43/256 is in the middle between two bfloats, 193/128 and 194/128.
    bfloat nine = bfloat(9.0f + float(zero)), c = bfloat(43.0f / 256.0f);
    EXPECT(float(fma(nine, c, bfloat(0.0f))) == 1.515625f);
    EXPECT(float(fma(nine, c, bfloat(-0x1p-40f))) == 1.5078125f);
    EXPECT(float(fma(nine, c, bfloat(0x1p-40f))) == 1.515625f);
    EXPECT(isnan(fma(half(INFINITY), zero, 1.0h)) && isinf(fma(60000.0h, 2.0h, zero)));
}

kernel void nextafter_steps_by_one_bit(ARGUMENTS) {
    for (uint b = i; b < 0x7bff; b += 64) {
        half h = as_type<half>(ushort(b));
        EXPECT(as_type<ushort>(nextafter(h, half(INFINITY))) == b + 1);
        EXPECT(as_type<ushort>(nextafter(as_type<half>(ushort(b + 1)), -half(INFINITY))) == b);
    }
    EXPECT(as_type<ushort>(nextafter(0.0h, -1.0h)) == 0x8001);
    EXPECT(nextafter(1.0f, 2.0f) == 0x1.000002p0f && nextafter(1.0f, 0.0f) == 0x1.fffffep-1f && nextafter(1.0f, 1.0f) == 1.0f);
    EXPECT(nextafter(bfloat(1.0f), bfloat(2.0f)) == bfloat(1.0078125f));
}

kernel void integers_become_vectors_of_bfloat(ARGUMENTS) {
    threadgroup bfloat4 shared[64];
    shared[i] = 0;
    shared[i] += 1 + bfloat4(2);
    bfloat3 three = i;
    packed_bfloat3 tight = 5;
    EXPECT(packed_bfloat2(1).y == 1 && (tight * 2).x == 10);
    EXPECT(all(shared[i] == bfloat4(3)) && three.z == bfloat(i) && all(vec<bfloat, 2>(1, 2).yx == bfloat2(2, 1)));
}
