// MPSGraph and MPSGraphTensor: operations with their shapes, checked as they are added.
#pragma once
#include "ndarray.h"

static Class *GraphClass, *TensorClass, *ShapedTypeClass;

enum class GraphOp : u32 {
    PLACEHOLDER, CONSTANT, MULTIPLY_MATRICES, SOFTMAX, ATTENTION, ADD, SUBTRACT, MULTIPLY, DIVIDE, EXPONENT, SUM, MAXIMUM,
    CAST, RESHAPE, TRANSPOSE, BROADCAST, CONCAT, SLICE, SELECT,
};

struct Tensor : Payload {
    GraphOp op = GraphOp::PLACEHOLDER;
    /// The graph owns its tensors, so this does not keep it.
    id graph = nullptr;
    List<id> inputs;
    Shape shape;
    u32 type = 0;
    /// An axis, or two; a permutation; a scale; a constant's elements.
    u64 axes[MAX_RANK] = {};
    double scalar = 0;
    Text elements;
    Text name;
};

struct Graph : Payload {
    List<id> tensors;
    u64 options = 1;

    ~Graph() override {
        for (id tensor : tensors) {
            drop(tensor);
        }
    }
};

/// Whether something is a tensor of this graph; what is wrong is noted.
static bool is_tensor_of(id graph, id tensor, SEL message) {
    if (!is_given(tensor, TensorClass, message)) {
        return false;
    }
    if (as<Tensor>(tensor).graph != graph) {
        violation("wrong argument: %s is given a MPSGraphTensor of another graph", message->name.c_string());
        return false;
    }
    return true;
}

/// Adds an operation to a graph, which owns it; its inputs have been checked.
static Tensor *add_operation(id graph, GraphOp op, const Shape &shape, u32 type, id name) {
    Tensor *tensor = new Tensor();
    tensor->op = op;
    tensor->graph = graph;
    tensor->shape = shape;
    tensor->type = type;
    tensor->name.add(text_of(name));
    id made = owned(TensorClass, tensor);
    as<Graph>(graph).tensors.add(keep(made));
    release(made);
    return tensor;
}

static id refused(SEL message, const char *why) {
    violation("wrong shape: %s: %s", message->name.c_string(), why);
    return nullptr;
}

static id add_placeholder(id self, SEL message, id extents, u32 type, id name) {
    Shape shape;
    bool valid = is_element_type(type, message->name.c_string()) && read_shape(extents, shape, message->name.c_string());
    return valid ? property(add_operation(self, GraphOp::PLACEHOLDER, shape, type, name)->self) : nullptr;
}

static id add_scalar(id self, SEL message, double scalar, const Shape &shape, u32 type) {
    if (!is_element_type(type, message->name.c_string())) {
        return nullptr;
    }
    Tensor *tensor = add_operation(self, GraphOp::CONSTANT, shape, type, nullptr);
    tensor->scalar = scalar;
    return property(tensor->self);
}

static id add_scalar_constant(id self, SEL message, double scalar, u32 type) {
    return add_scalar(self, message, scalar, {1, {1}}, type);
}

static id add_shaped_constant(id self, SEL message, double scalar, id extents, u32 type) {
    Shape shape;
    return read_shape(extents, shape, message->name.c_string()) ? add_scalar(self, message, scalar, shape, type) : nullptr;
}

static id add_data_constant(id self, SEL message, id data, id extents, u32 type) {
    Shape shape;
    if (!is_given(data, NSDataClass, message) || !is_element_type(type, message->name.c_string())
        || !read_shape(extents, shape, message->name.c_string())) {
        return nullptr;
    }
    Bytes &bytes = as<Bytes>(data);
    if (bytes.text.length != shape.count() * element_bytes(type)) {
        return refused(message, Note("%lu elements have another length than %lu bytes", shape.count(), bytes.text.length).bytes);
    }
    Tensor *tensor = add_operation(self, GraphOp::CONSTANT, shape, type, nullptr);
    tensor->elements.add(bytes.text.bytes, bytes.text.length);
    return property(tensor->self);
}

/// The shape that two broadcast to, leaving `inner` dimensions at the end of the result open; false where there is none.
static bool broadcast(const Shape &a, const Shape &b, u32 inner, Shape &result) {
    result.rank = a.rank > b.rank ? a.rank : b.rank;
    for (u32 d = 0; d + inner < result.rank; d++) {
        u64 from_a = d + a.rank >= result.rank ? a.extents[d + a.rank - result.rank] : 1;
        u64 from_b = d + b.rank >= result.rank ? b.extents[d + b.rank - result.rank] : 1;
        if (from_a != from_b && from_a != 1 && from_b != 1) {
            return false;
        }
        result.extents[d] = from_a > from_b ? from_a : from_b;
    }
    return true;
}

static id add_matrix_multiplication(id self, SEL message, id left, id right, id name) {
    if (!is_tensor_of(self, left, message) || !is_tensor_of(self, right, message)) {
        return nullptr;
    }
    Tensor &a = as<Tensor>(left);
    Tensor &b = as<Tensor>(right);
    Shape shape;
    bool fits = a.shape.rank >= 2 && b.shape.rank >= 2 && a.shape.last() == b.shape.extents[b.shape.rank - 2]
        && broadcast(a.shape, b.shape, 2, shape) && a.type == b.type;
    if (!fits) {
        return refused(message, "the tensors cannot be multiplied");
    }
    shape.extents[shape.rank - 2] = a.shape.extents[a.shape.rank - 2];
    shape.extents[shape.rank - 1] = b.shape.last();
    Tensor *tensor = add_operation(self, GraphOp::MULTIPLY_MATRICES, shape, a.type, name);
    tensor->inputs.add(left);
    tensor->inputs.add(right);
    return property(tensor->self);
}

/// An axis counted from either end; the rank where there is no such axis.
static u32 axis_of(const Shape &shape, i64 axis) {
    i64 counted = axis < 0 ? axis + shape.rank : axis;
    return counted < 0 || counted >= shape.rank ? shape.rank : u32(counted);
}

template <GraphOp op> id add_along_axis(id self, SEL message, id input, i64 axis, id name) {
    if (!is_tensor_of(self, input, message)) {
        return nullptr;
    }
    Tensor &from = as<Tensor>(input);
    u32 counted = axis_of(from.shape, axis);
    if (counted == from.shape.rank) {
        return refused(message, "there is no such axis");
    }
    Shape shape = from.shape;
    shape.extents[counted] = op == GraphOp::SOFTMAX ? shape.extents[counted] : 1;
    Tensor *tensor = add_operation(self, op, shape, from.type, name);
    tensor->inputs.add(input);
    tensor->axes[0] = counted;
    return property(tensor->self);
}

template <GraphOp op> id add_element_wise(id self, SEL message, id left, id right, id name) {
    if (!is_tensor_of(self, left, message) || !is_tensor_of(self, right, message)) {
        return nullptr;
    }
    Shape shape;
    if (as<Tensor>(left).type != as<Tensor>(right).type
        || !broadcast(as<Tensor>(left).shape, as<Tensor>(right).shape, 0, shape)) {
        return refused(message, "the tensors have no common shape and type");
    }
    Tensor *tensor = add_operation(self, op, shape, as<Tensor>(left).type, name);
    tensor->inputs.add(left);
    tensor->inputs.add(right);
    return property(tensor->self);
}

static id add_exponent(id self, SEL message, id input, id name) {
    if (!is_tensor_of(self, input, message)) {
        return nullptr;
    }
    Tensor *tensor = add_operation(self, GraphOp::EXPONENT, as<Tensor>(input).shape, as<Tensor>(input).type, name);
    tensor->inputs.add(input);
    return property(tensor->self);
}

static id add_cast(id self, SEL message, id input, u32 type, id name) {
    if (!is_tensor_of(self, input, message) || !is_element_type(type, message->name.c_string())) {
        return nullptr;
    }
    Tensor *tensor = add_operation(self, GraphOp::CAST, as<Tensor>(input).shape, type, name);
    tensor->inputs.add(input);
    return property(tensor->self);
}

static id add_select(id self, SEL message, id predicate, id yes, id no, id name) {
    if (!is_tensor_of(self, predicate, message) || !is_tensor_of(self, yes, message) || !is_tensor_of(self, no, message)) {
        return nullptr;
    }
    Shape values;
    Shape shape;
    bool fits = broadcast(as<Tensor>(yes).shape, as<Tensor>(no).shape, 0, values)
        && broadcast(as<Tensor>(predicate).shape, values, 0, shape) && as<Tensor>(yes).type == as<Tensor>(no).type;
    if (!fits) {
        return refused(message, "the tensors have no common shape and type");
    }
    Tensor *tensor = add_operation(self, GraphOp::SELECT, shape, as<Tensor>(yes).type, name);
    tensor->inputs.add(predicate);
    tensor->inputs.add(yes);
    tensor->inputs.add(no);
    return property(tensor->self);
}

/// softmax(scale * query * transposed key + mask) * value; the mask may be nil.
static id add_masked_attention(id self, SEL message, id query, id key, id value, id mask, float scale, id name) {
    if (!is_tensor_of(self, query, message) || !is_tensor_of(self, key, message) || !is_tensor_of(self, value, message)
        || (mask && !is_tensor_of(self, mask, message))) {
        return nullptr;
    }
    const Shape &q = as<Tensor>(query).shape;
    const Shape &k = as<Tensor>(key).shape;
    const Shape &v = as<Tensor>(value).shape;
    bool ranks = q.rank == 4 && k.rank == 4 && v.rank == 4;
    bool fits = ranks && q.extents[0] == k.extents[0] && q.extents[0] == v.extents[0] && q.extents[1] == k.extents[1]
        && q.extents[1] == v.extents[1] && q.extents[3] == k.extents[3] && k.extents[2] == v.extents[2];
    Shape scores = {4, {q.extents[0], q.extents[1], q.extents[2], k.extents[2]}};
    Shape masked;
    bool types = as<Tensor>(query).type == as<Tensor>(key).type && as<Tensor>(query).type == as<Tensor>(value).type;
    if (!fits || !types || (mask && !(broadcast(as<Tensor>(mask).shape, scores, 0, masked) && masked == scores))) {
        return refused(message, "the tensors are no query, key, value and mask of one attention");
    }
    Shape shape = {4, {q.extents[0], q.extents[1], q.extents[2], v.extents[3]}};
    Tensor *tensor = add_operation(self, GraphOp::ATTENTION, shape, as<Tensor>(query).type, name);
    tensor->scalar = double(scale);
    tensor->inputs.add(query);
    tensor->inputs.add(key);
    tensor->inputs.add(value);
    if (mask) {
        tensor->inputs.add(mask);
    }
    return property(tensor->self);
}

static id add_attention(id self, SEL message, id query, id key, id value, float scale, id name) {
    return add_masked_attention(self, message, query, key, value, nullptr, scale, name);
}
