// Element types of MPS, and tensors as they are computed with: single floats, rounded to the type after each operation.
#pragma once
#include "../metal/compute_encoder.h"

enum ElementType : u32 {
    FLOAT16 = 0x10000010,
    FLOAT32 = 0x10000020,
    BFLOAT16 = 0x90000010,
    BOOLEAN = 0x80000008,
};

/// Bytes of an element; 0 for types that are not known here.
static u64 element_bytes(u32 type) {
    switch (type) {
    case FLOAT16:
    case BFLOAT16:
        return 2;
    case FLOAT32:
        return 4;
    case BOOLEAN:
        return 1;
    default:
        return 0;
    }
}

/// Whether a type is known; what is wrong is noted.
static bool is_element_type(u32 type, const char *use) {
    if (element_bytes(type) != 0) {
        return true;
    }
    violation("wrong argument: %s is given the MPSDataType 0x%x, which is not known here", use, type);
    return false;
}

static float load_element(const u8 *at, u32 type) {
    switch (type) {
    case FLOAT16: {
        _Float16 half;
        memcpy(&half, at, sizeof half);
        return float(half);
    }
    case BFLOAT16: {
        u16 upper;
        memcpy(&upper, at, sizeof upper);
        return __builtin_bit_cast(float, u32(upper) << 16);
    }
    case BOOLEAN:
        return *at ? 1.0f : 0.0f;
    default: {
        float value;
        memcpy(&value, at, sizeof value);
        return value;
    }
    }
}

/// The upper half of a float, rounded to the nearest even.
static u16 to_bfloat16(float value) {
    u32 bits = __builtin_bit_cast(u32, value);
    bool is_nan = (bits & 0x7fffffff) > 0x7f800000;
    return is_nan ? u16(bits >> 16 | 0x40) : u16((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

static void store_element(u8 *at, u32 type, float value) {
    switch (type) {
    case FLOAT16: {
        _Float16 half = _Float16(value);
        memcpy(at, &half, sizeof half);
        break;
    }
    case BFLOAT16: {
        u16 upper = to_bfloat16(value);
        memcpy(at, &upper, sizeof upper);
        break;
    }
    case BOOLEAN:
        *at = value != 0;
        break;
    default:
        memcpy(at, &value, sizeof value);
        break;
    }
}

static float rounded(float value, u32 type) {
    u8 bytes[4];
    store_element(bytes, type, value);
    return load_element(bytes, type);
}

constexpr u32 MAX_RANK = 8;

/// Extents, the slowest dimension first.
struct Shape {
    u32 rank = 0;
    u64 extents[MAX_RANK] = {};

    u64 count() const {
        u64 product = 1;
        for (u32 d = 0; d < rank; d++) {
            product *= extents[d];
        }
        return product;
    }
    u64 last() const {
        return rank ? extents[rank - 1] : 1;
    }
    bool operator==(const Shape &other) const {
        return rank == other.rank && memcmp(extents, other.extents, rank * sizeof(u64)) == 0;
    }
};

/// NSArray of NSNumber as a shape; false, with a note, where it is none.
static bool read_shape(id array, Shape &shape, const char *use) {
    if (!array || !is_kind(array->isa, NSArrayClass) || as<Array>(array).items.count > MAX_RANK) {
        violation("wrong argument: %s is not given a shape of up to %u dimensions", use, MAX_RANK);
        return false;
    }
    for (id extent : as<Array>(array).items) {
        if (!is_kind(extent->isa, NSNumberClass) || as<Number>(extent).integer <= 0) {
            violation("wrong argument: %s is given a shape with an extent that is no positive NSNumber", use);
            return false;
        }
        shape.extents[shape.rank++] = u64(as<Number>(extent).integer);
    }
    return true;
}

static id array_of(const Shape &shape) {
    Array *extents = new Array();
    for (u32 d = 0; d < shape.rank; d++) {
        Number *number = new Number();
        number->integer = i64(shape.extents[d]);
        id extent = owned(NSNumberClass, number);
        extents->add(extent);
        release(extent);
    }
    return autoreleased(owned(NSArrayClass, extents));
}

/// left * right, both of rows that lie one behind the other: rows x inner and inner x columns.
static void multiply(const float *left, const float *right, float *result, u64 rows, u64 inner, u64 columns) {
    memset(result, 0, rows * columns * sizeof(float));
    for (u64 i = 0; i < rows; i++) {
        for (u64 k = 0; k < inner; k++) {
            float factor = left[i * inner + k];
            for (u64 j = 0; j < columns; j++) {
                result[i * columns + j] += factor * right[k * columns + j];
            }
        }
    }
}

/// exp(x - max) / sum, over `count` elements that are `stride` apart.
static void softmax(const float *from, float *to, u64 count, u64 stride) {
    float most = from[0];
    for (u64 i = 1; i < count; i++) {
        most = from[i * stride] > most ? from[i * stride] : most;
    }
    float sum = 0;
    for (u64 i = 0; i < count; i++) {
        to[i * stride] = expf(from[i * stride] - most);
        sum += to[i * stride];
    }
    for (u64 i = 0; i < count; i++) {
        to[i * stride] /= sum;
    }
}

inline float *new_floats(u64 count) {
    return static_cast<float *>(malloc(count * sizeof(float)));
}
