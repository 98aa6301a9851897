// The values of a graph's tensors, computed one after another.
#pragma once
#include "graph_views.h"

/// Values of the tensors that have been computed.
struct Evaluation {
    List<id> tensors;
    List<float *> values;

    ~Evaluation() {
        for (float *value : values) {
            free(value);
        }
    }
    const float *find(id tensor) const {
        for (u64 i = 0; i < tensors.count; i++) {
            if (tensors[i] == tensor) {
                return values[i];
            }
        }
        return nullptr;
    }
    const float *add(id tensor, float *value) {
        tensors.add(tensor);
        values.add(value);
        return value;
    }
};

/// The position of an element of `shape` in a tensor that broadcasts to it.
static u64 broadcast_index(u64 index, const Shape &shape, const Shape &from) {
    u64 result = 0;
    u64 stride = 1;
    for (u32 d = 0; d < from.rank; d++) {
        u64 extent = shape.extents[shape.rank - 1 - d];
        u64 own = from.extents[from.rank - 1 - d];
        result += own == 1 ? 0 : index % extent * stride;
        index /= extent;
        stride *= own;
    }
    return result;
}

static void compute_constant(const Tensor &tensor, float *result) {
    u64 bytes = element_bytes(tensor.type);
    const u8 *elements = reinterpret_cast<const u8 *>(tensor.elements.bytes);
    for (u64 i = 0; i < tensor.shape.count(); i++) {
        result[i] = elements ? load_element(elements + i * bytes, tensor.type) : float(tensor.scalar);
    }
}

static void compute_product(const Tensor &tensor, const float *left, const float *right, float *result) {
    const Shape &a = as<Tensor>(tensor.inputs[0]).shape;
    const Shape &b = as<Tensor>(tensor.inputs[1]).shape;
    u64 rows = a.extents[a.rank - 2], inner = a.last(), columns = b.last();
    Shape batch = tensor.shape;
    batch.rank -= 2;
    Shape of_a = a, of_b = b;
    of_a.rank -= 2;
    of_b.rank -= 2;
    for (u64 i = 0; i < batch.count(); i++) {
        multiply(left + broadcast_index(i, batch, of_a) * rows * inner, right + broadcast_index(i, batch, of_b) * inner * columns,
            result + i * rows * columns, rows, inner, columns);
    }
}

/// Calls with the first element's position and the distance of the next, for each line along an axis of `shape`.
template <class Do> void along_axis(const Shape &shape, u64 axis, Do action) {
    u64 stride = 1;
    for (u32 d = u32(axis) + 1; d < shape.rank; d++) {
        stride *= shape.extents[d];
    }
    u64 extent = shape.extents[axis];
    for (u64 line = 0; line < shape.count() / extent; line++) {
        action(line / stride * stride * extent + line % stride, stride, line);
    }
}

static void compute_reduction(const Tensor &tensor, const float *from, float *result) {
    const Shape &shape = as<Tensor>(tensor.inputs[0]).shape;
    bool sum = tensor.op == GraphOp::SUM;
    along_axis(shape, tensor.axes[0], [&](u64 start, u64 stride, u64 line) {
        float value = sum ? 0 : from[start];
        for (u64 i = 0; i < shape.extents[tensor.axes[0]]; i++) {
            float element = from[start + i * stride];
            value = sum ? value + element : element > value ? element : value;
        }
        result[line] = value;
    });
}

static void compute_attention(const Tensor &tensor, const Evaluation &known, float *result) {
    const Shape &q = as<Tensor>(tensor.inputs[0]).shape;
    const Shape &k = as<Tensor>(tensor.inputs[1]).shape;
    u64 rows = q.extents[2], keys = k.extents[2], depth = q.last(), columns = tensor.shape.last();
    const float *query = known.find(tensor.inputs[0]);
    const float *key = known.find(tensor.inputs[1]);
    const float *value = known.find(tensor.inputs[2]);
    const float *mask = tensor.inputs.count > 3 ? known.find(tensor.inputs[3]) : nullptr;
    Shape all = {4, {q.extents[0], q.extents[1], rows, keys}};
    float *scores = new_floats(rows * keys);
    for (u64 head = 0; head < q.extents[0] * q.extents[1]; head++) {
        for (u64 i = 0; i < rows * keys; i++) {
            float product = 0;
            for (u64 d = 0; d < depth; d++) {
                product += query[(head * rows + i / keys) * depth + d] * key[(head * keys + i % keys) * depth + d];
            }
            u64 at = head * rows * keys + i;
            float added = mask ? mask[broadcast_index(at, all, as<Tensor>(tensor.inputs[3]).shape)] : 0;
            scores[i] = product * float(tensor.scalar) + added;
        }
        for (u64 i = 0; i < rows; i++) {
            softmax(scores + i * keys, scores + i * keys, keys, 1);
        }
        multiply(scores, value + head * keys * columns, result + head * rows * columns, rows, keys, columns);
    }
    free(scores);
}

static float combined(GraphOp op, float a, float b) {
    switch (op) {
    case GraphOp::ADD:
        return a + b;
    case GraphOp::SUBTRACT:
        return a - b;
    case GraphOp::MULTIPLY:
        return a * b;
    default:
        return a / b;
    }
}

static void compute_element_wise(const Tensor &tensor, const Evaluation &known, float *result) {
    const float *values[3] = {};
    for (u64 n = 0; n < tensor.inputs.count; n++) {
        values[n] = known.find(tensor.inputs[n]);
    }
    for (u64 i = 0; i < tensor.shape.count(); i++) {
        float operands[3] = {};
        for (u64 n = 0; n < tensor.inputs.count; n++) {
            operands[n] = values[n][broadcast_index(i, tensor.shape, as<Tensor>(tensor.inputs[n]).shape)];
        }
        switch (tensor.op) {
        case GraphOp::SELECT:
            result[i] = operands[0] != 0 ? operands[1] : operands[2];
            break;
        case GraphOp::EXPONENT:
            result[i] = expf(operands[0]);
            break;
        case GraphOp::CAST:
        case GraphOp::BROADCAST:
            result[i] = operands[0];
            break;
        default:
            result[i] = combined(tensor.op, operands[0], operands[1]);
            break;
        }
    }
}

static void compute_transpose(const Tensor &tensor, const float *from, float *result) {
    const Shape &shape = as<Tensor>(tensor.inputs[0]).shape;
    u64 strides[MAX_RANK];
    u64 stride = 1;
    for (u32 d = shape.rank; d-- > 0;) {
        strides[d] = stride;
        stride *= shape.extents[d];
    }
    for (u64 i = 0; i < shape.count(); i++) {
        u64 rest = i;
        u64 at = 0;
        for (u32 d = shape.rank; d-- > 0;) {
            at += rest % tensor.shape.extents[d] * strides[tensor.axes[d]];
            rest /= tensor.shape.extents[d];
        }
        result[i] = from[at];
    }
}

/// Copies `extent` slices of an axis from one tensor to another.
static void copy_slices(
    const float *from, const Shape &from_shape, u64 from_start, float *to, const Shape &to_shape, u64 to_start, u64 axis, u64 extent) {
    u64 inner = 1;
    for (u32 d = u32(axis) + 1; d < from_shape.rank; d++) {
        inner *= from_shape.extents[d];
    }
    u64 outer = to_shape.count() / to_shape.extents[axis] / inner;
    for (u64 o = 0; o < outer; o++) {
        memcpy(to + (o * to_shape.extents[axis] + to_start) * inner, from + (o * from_shape.extents[axis] + from_start) * inner,
            extent * inner * sizeof(float));
    }
}

static void compute_concatenation(const Tensor &tensor, const Evaluation &known, float *result) {
    u64 start = 0;
    for (id input : tensor.inputs) {
        const Shape &shape = as<Tensor>(input).shape;
        u64 extent = shape.extents[tensor.axes[0]];
        copy_slices(known.find(input), shape, 0, result, tensor.shape, start, tensor.axes[0], extent);
        start += extent;
    }
}

static void compute(const Tensor &tensor, const Evaluation &known, float *result) {
    const float *first = tensor.inputs.count ? known.find(tensor.inputs[0]) : nullptr;
    u64 count = tensor.shape.count();
    switch (tensor.op) {
    case GraphOp::CONSTANT:
        compute_constant(tensor, result);
        break;
    case GraphOp::MULTIPLY_MATRICES:
        compute_product(tensor, first, known.find(tensor.inputs[1]), result);
        break;
    case GraphOp::SOFTMAX:
        along_axis(tensor.shape, tensor.axes[0], [&](u64 start, u64 stride, u64) {
            softmax(first + start, result + start, tensor.shape.extents[tensor.axes[0]], stride);
        });
        break;
    case GraphOp::ATTENTION:
        compute_attention(tensor, known, result);
        break;
    case GraphOp::SUM:
    case GraphOp::MAXIMUM:
        compute_reduction(tensor, first, result);
        break;
    case GraphOp::RESHAPE:
        memcpy(result, first, count * sizeof(float));
        break;
    case GraphOp::TRANSPOSE:
        compute_transpose(tensor, first, result);
        break;
    case GraphOp::CONCAT:
        compute_concatenation(tensor, known, result);
        break;
    case GraphOp::SLICE:
        copy_slices(first, as<Tensor>(tensor.inputs[0]).shape, tensor.axes[1], result, tensor.shape, 0, tensor.axes[0],
            tensor.shape.extents[tensor.axes[0]]);
        break;
    default:
        compute_element_wise(tensor, known, result);
        break;
    }
    for (u64 i = 0; i < count; i++) {
        result[i] = rounded(result[i], tensor.type);
    }
}

/// The value of a tensor; null where it depends on a placeholder that is not fed.
static const float *evaluate(id tensor, Evaluation &known) {
    if (const float *value = known.find(tensor)) {
        return value;
    }
    const Tensor &wanted = as<Tensor>(tensor);
    if (wanted.op == GraphOp::PLACEHOLDER) {
        return nullptr;
    }
    for (id input : wanted.inputs) {
        if (!evaluate(input, known)) {
            return nullptr;
        }
    }
    float *result = new_floats(wanted.shape.count());
    compute(wanted, known, result);
    return known.add(tensor, result);
}
