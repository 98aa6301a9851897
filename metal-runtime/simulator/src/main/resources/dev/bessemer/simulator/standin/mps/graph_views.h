// Operations of MPSGraph that only rearrange elements.
#pragma once
#include "graph.h"

static id add_reshape(id self, SEL message, id input, id extents, id name) {
    Shape shape;
    if (!is_tensor_of(self, input, message) || !read_shape(extents, shape, message->name.c_string())) {
        return nullptr;
    }
    if (shape.count() != as<Tensor>(input).shape.count()) {
        return refused(message, "the shapes have different numbers of elements");
    }
    Tensor *tensor = add_operation(self, GraphOp::RESHAPE, shape, as<Tensor>(input).type, name);
    tensor->inputs.add(input);
    return property(tensor->self);
}

/// Adds a permutation of dimensions: dimension d of the result is dimension axes[d] of the input.
static id add_permutation(id self, id input, const u64 *axes, id name) {
    Tensor &from = as<Tensor>(input);
    Shape shape = from.shape;
    for (u32 d = 0; d < shape.rank; d++) {
        shape.extents[d] = from.shape.extents[axes[d]];
    }
    Tensor *tensor = add_operation(self, GraphOp::TRANSPOSE, shape, from.type, name);
    tensor->inputs.add(input);
    memcpy(tensor->axes, axes, shape.rank * sizeof(u64));
    return property(tensor->self);
}

static id add_swap(id self, SEL message, id input, u64 first, u64 second, id name) {
    if (!is_tensor_of(self, input, message)) {
        return nullptr;
    }
    u32 rank = as<Tensor>(input).shape.rank;
    if (first >= rank || second >= rank) {
        return refused(message, "there is no such dimension");
    }
    u64 axes[MAX_RANK];
    for (u32 d = 0; d < rank; d++) {
        axes[d] = d == first ? second : d == second ? first : d;
    }
    return add_permutation(self, input, axes, name);
}

static id add_transpose(id self, SEL message, id input, id permutation, id name) {
    if (!is_tensor_of(self, input, message) || !is_given(permutation, NSArrayClass, message)) {
        return nullptr;
    }
    u32 rank = as<Tensor>(input).shape.rank;
    List<id> &given = as<Array>(permutation).items;
    u64 axes[MAX_RANK];
    u32 seen = 0;
    for (u64 d = 0; d < given.count && d < rank && is_given(given[d], NSNumberClass, message); d++) {
        axes[d] = u64(as<Number>(given[d]).integer);
        seen |= axes[d] < rank ? 1u << axes[d] : 0;
    }
    if (given.count != rank || seen != (1u << rank) - 1) {
        return refused(message, "this is no permutation of the dimensions");
    }
    return add_permutation(self, input, axes, name);
}

static id add_broadcast(id self, SEL message, id input, id extents, id name) {
    Shape shape;
    Shape common;
    if (!is_tensor_of(self, input, message) || !read_shape(extents, shape, message->name.c_string())) {
        return nullptr;
    }
    if (!broadcast(as<Tensor>(input).shape, shape, 0, common) || !(common == shape)) {
        return refused(message, "the tensor does not broadcast to this shape");
    }
    Tensor *tensor = add_operation(self, GraphOp::BROADCAST, shape, as<Tensor>(input).type, name);
    tensor->inputs.add(input);
    return property(tensor->self);
}

static id add_concatenation(id self, SEL message, id tensors, i64 dimension, id name) {
    if (!is_given(tensors, NSArrayClass, message)) {
        return nullptr;
    }
    List<id> &given = as<Array>(tensors).items;
    for (id tensor : given) {
        if (!is_tensor_of(self, tensor, message)) {
            return nullptr;
        }
    }
    Shape shape = given.count ? as<Tensor>(given[0]).shape : Shape();
    u32 axis = axis_of(shape, dimension);
    bool fits = given.count > 0 && axis < shape.rank;
    u64 extent = 0;
    for (u64 i = 0; i < given.count && fits; i++) {
        Shape other = as<Tensor>(given[i]).shape;
        extent += other.extents[axis];
        other.extents[axis] = shape.extents[axis];
        fits = other == shape && as<Tensor>(given[i]).type == as<Tensor>(given[0]).type;
    }
    if (!fits) {
        return refused(message, "the tensors do not fit one behind the other");
    }
    shape.extents[axis] = extent;
    Tensor *tensor = add_operation(self, GraphOp::CONCAT, shape, as<Tensor>(given[0]).type, name);
    tensor->axes[0] = axis;
    for (id input : given) {
        tensor->inputs.add(input);
    }
    return property(tensor->self);
}

static id add_slice(id self, SEL message, id input, u64 dimension, i64 start, i64 length, id name) {
    if (!is_tensor_of(self, input, message)) {
        return nullptr;
    }
    Shape shape = as<Tensor>(input).shape;
    bool fits = dimension < shape.rank && start >= 0 && length > 0 && u64(start + length) <= shape.extents[dimension];
    if (!fits) {
        return refused(message, "the slice is not within the tensor");
    }
    shape.extents[dimension] = u64(length);
    Tensor *tensor = add_operation(self, GraphOp::SLICE, shape, as<Tensor>(input).type, name);
    tensor->inputs.add(input);
    tensor->axes[0] = dimension;
    tensor->axes[1] = u64(start);
    return property(tensor->self);
}
