// MPSKernel, MPSMatrixMultiplication and MPSMatrixSoftMax.
#pragma once
#include "command_buffer.h"

static Class *MpsKernelClass, *MatrixUnaryClass, *MultiplicationClass, *MatrixSoftmaxClass;

struct MpsKernel : Labelled {
    u64 options = 0, batch_start = 0, batch_size = ~u64(0);
    Size left = {0, 0, 0}, right = {0, 0, 0}, result = {0, 0, 0};
};

struct Product {
    bool transpose_left = false, transpose_right = false;
    u64 rows = 0, columns = 0, inner = 0;
    double alpha = 1, beta = 0;
};

struct Multiplication : MpsKernel, Product {};

struct MatrixSoftmax : MpsKernel {
    u64 rows = ~u64(0), columns = ~u64(0);
};

static id init_kernel(id self, SEL message, id device) {
    if (!is_given(device, DeviceClass, message)) {
        release(self);
        return nullptr;
    }
    as<MpsKernel>(self).device = keep(device);
    self->life = Life::LIVE;
    return self;
}

static id init_multiplication(id self, SEL message, id device, bool transpose_left, bool transpose_right, u64 rows, u64 columns,
    u64 inner, double alpha, double beta) {
    static_cast<Product &>(as<Multiplication>(self)) = {transpose_left, transpose_right, rows, columns, inner, alpha, beta};
    return init_kernel(self, message, device);
}

static id init_plain_multiplication(id self, SEL message, id device, u64 rows, u64 columns, u64 inner) {
    return init_multiplication(self, message, device, false, false, rows, columns, inner, 1, 0);
}

/// A part of one matrix of a batch.
struct Part {
    u8 *start;
    u64 row_bytes;
    u32 type;

    float at(u64 row, u64 column) const {
        return load_element(start + row * row_bytes + column * element_bytes(type), type);
    }
    void put(u64 row, u64 column, float value) const {
        store_element(start + row * row_bytes + column * element_bytes(type), type, value);
    }
};

static Part part_of(id matrix, u64 index, Size origin) {
    Matrix &from = as<Matrix>(matrix);
    u8 *start = as<Buffer>(from.buffer).contents + from.offset + index * from.matrix_bytes + origin.width * from.row_bytes
        + origin.height * element_bytes(from.type);
    return {start, from.row_bytes, from.type};
}

/// Whether the memory of all matrices is still there.
static bool are_there(const List<id> &matrices, Failure &failure) {
    for (id matrix : matrices) {
        Matrix &checked = as<Matrix>(matrix);
        if (!is_there(as<Buffer>(checked.buffer).contents + checked.offset, checked.bytes(), failure)) {
            return false;
        }
    }
    return true;
}

/// Elements of a part as floats, one row behind the other.
static float *floats_of(const Part &part, u64 rows, u64 columns, bool transposed) {
    float *values = new_floats(rows * columns);
    for (u64 i = 0; i < rows; i++) {
        for (u64 j = 0; j < columns; j++) {
            values[i * columns + j] = transposed ? part.at(j, i) : part.at(i, j);
        }
    }
    return values;
}

/// result = alpha * left * right + beta * result, for each matrix of a batch. Origins are (row, column, matrix).
struct MultiplicationWork : Work, Product {
    u64 first, count;
    Size left_origin, right_origin, result_origin;

    bool run(Failure &failure) override {
        bool there = are_there(used, failure);
        for (u64 b = first; there && b < first + count; b++) {
            float *left = floats_of(part_of(used[0], b, left_origin), rows, inner, transpose_left);
            float *right = floats_of(part_of(used[1], b, right_origin), inner, columns, transpose_right);
            float *product = new_floats(rows * columns);
            multiply(left, right, product, rows, inner, columns);
            Part result = part_of(used[2], b, result_origin);
            for (u64 i = 0; i < rows * columns; i++) {
                double old = beta == 0 ? 0 : beta * double(result.at(i / columns, i % columns));
                result.put(i / columns, i % columns, float(alpha * double(product[i]) + old));
            }
            free(left);
            free(right);
            free(product);
        }
        return there;
    }
};

struct MatrixSoftmaxWork : Work {
    u64 rows, columns, first, count;
    Size source_origin, result_origin;

    bool run(Failure &failure) override {
        bool there = are_there(used, failure);
        for (u64 b = first; there && b < first + count; b++) {
            float *values = floats_of(part_of(used[0], b, source_origin), rows, columns, false);
            Part result = part_of(used[1], b, result_origin);
            for (u64 i = 0; i < rows; i++) {
                softmax(values + i * columns, values + i * columns, columns, 1);
                for (u64 j = 0; j < columns; j++) {
                    result.put(i, j, values[i * columns + j]);
                }
            }
            free(values);
        }
        return there;
    }
};

/// Whether a matrix has this many elements behind the origin; what is wrong is noted.
static bool has_part(id matrix, Size origin, u64 rows, u64 columns, const char *role, SEL message) {
    if (!is_given(matrix, MatrixClass, message)) {
        return false;
    }
    Matrix &checked = as<Matrix>(matrix);
    if (origin.width + rows > checked.rows || origin.height + columns > checked.columns) {
        violation("wrong argument: %s needs %lu x %lu elements at (%lu, %lu) of its %s matrix, which has %lu x %lu",
            message->name.c_string(), rows, columns, origin.width, origin.height, role, checked.rows, checked.columns);
        return false;
    }
    if (checked.type != FLOAT16 && checked.type != FLOAT32) {
        violation("wrong argument: %s takes Float16 and Float32, and its %s matrix has MPSDataType 0x%x",
            message->name.c_string(), role, checked.type);
        return false;
    }
    return true;
}

static u64 least(u64 a, u64 b) {
    return a < b ? a : b;
}

/// Whether three matrices fit a multiplication; what is wrong is noted.
static bool are_factors(const Multiplication &kernel, id left, id right, id result, SEL message) {
    auto fits = [&](id matrix, Size origin, u64 rows, u64 columns, bool transposed, const char *role) {
        return has_part(matrix, origin, transposed ? columns : rows, transposed ? rows : columns, role, message);
    };
    if (!fits(left, kernel.left, kernel.rows, kernel.inner, kernel.transpose_left, "left")
        || !fits(right, kernel.right, kernel.inner, kernel.columns, kernel.transpose_right, "right")
        || !fits(result, kernel.result, kernel.rows, kernel.columns, false, "result")) {
        return false;
    }
    bool same_types = as<Matrix>(left).type == as<Matrix>(right).type;
    if (!same_types) {
        violation("wrong argument: %s is given matrices of two types to multiply", message->name.c_string());
    }
    return same_types;
}

static void encode_multiplication(id self, SEL message, id buffer, id left, id right, id result) {
    Multiplication &kernel = as<Multiplication>(self);
    CommandBuffer *target = encodable(buffer, message);
    if (!target || !are_factors(kernel, left, right, result, message)) {
        return;
    }
    u64 all = least(least(as<Matrix>(left).matrices, as<Matrix>(right).matrices), as<Matrix>(result).matrices);
    MultiplicationWork *work = add_work<MultiplicationWork>(*target);
    work->use(left);
    work->use(right);
    work->use(result);
    static_cast<Product &>(*work) = kernel;
    work->left_origin = kernel.left;
    work->right_origin = kernel.right;
    work->result_origin = kernel.result;
    work->first = least(kernel.batch_start, all);
    work->count = least(kernel.batch_size, all - work->first);
}

static void encode_softmax(id self, SEL message, id buffer, id input, id result) {
    MatrixSoftmax &kernel = as<MatrixSoftmax>(self);
    CommandBuffer *target = encodable(buffer, message);
    bool is_matrix = input && is_kind(input->isa, MatrixClass);
    u64 rows = is_matrix ? least(kernel.rows, as<Matrix>(input).rows) : 0;
    u64 columns = is_matrix ? least(kernel.columns, as<Matrix>(input).columns) : 0;
    if (!target || !has_part(input, kernel.left, rows, columns, "input", message)
        || !has_part(result, kernel.result, rows, columns, "result", message)) {
        return;
    }
    u64 all = least(as<Matrix>(input).matrices, as<Matrix>(result).matrices);
    MatrixSoftmaxWork *work = add_work<MatrixSoftmaxWork>(*target);
    work->use(input);
    work->use(result);
    work->rows = rows;
    work->columns = columns;
    work->source_origin = kernel.left;
    work->result_origin = kernel.result;
    work->first = least(kernel.batch_start, all);
    work->count = least(kernel.batch_size, all - work->first);
}

template <class T, auto member, class V>
void add_setting(Class *cls, const char *getter, const char *setter, V (*)(), u32 since = 0) {
    on_instance(cls, getter, +[](id self, SEL) { return as<T>(self).*member; }, since);
    on_instance(cls, setter, +[](id self, SEL, V value) { as<T>(self).*member = value; }, since);
}

static void add_batch(Class *cls) {
    add_setting<MpsKernel, &MpsKernel::batch_start>(cls, "batchStart", "setBatchStart:", typed<u64>);
    add_setting<MpsKernel, &MpsKernel::batch_size>(cls, "batchSize", "setBatchSize:", typed<u64>);
    add_setting<MpsKernel, &MpsKernel::result>(cls, "resultMatrixOrigin", "setResultMatrixOrigin:", typed<Size>);
}

static void load_matrix_kernels() {
    MpsKernelClass = add_class("MPSKernel", NSObjectClass, make_payload<MpsKernel>);
    add_labelled(MpsKernelClass);
    on_instance(MpsKernelClass, "initWithDevice:", init_kernel);
    add_setting<MpsKernel, &MpsKernel::options>(MpsKernelClass, "options", "setOptions:", typed<u64>);
    MultiplicationClass = add_class("MPSMatrixMultiplication", MpsKernelClass, make_payload<Multiplication>);
    on_instance(MultiplicationClass,
        "initWithDevice:transposeLeft:transposeRight:resultRows:resultColumns:interiorColumns:alpha:beta:",
        init_multiplication);
    on_instance(MultiplicationClass, "initWithDevice:resultRows:resultColumns:interiorColumns:", init_plain_multiplication);
    on_instance(MultiplicationClass, "encodeToCommandBuffer:leftMatrix:rightMatrix:resultMatrix:", encode_multiplication);
    add_setting<MpsKernel, &MpsKernel::left>(MultiplicationClass, "leftMatrixOrigin", "setLeftMatrixOrigin:", typed<Size>);
    add_setting<MpsKernel, &MpsKernel::right>(MultiplicationClass, "rightMatrixOrigin", "setRightMatrixOrigin:", typed<Size>);
    add_batch(MultiplicationClass);
    MatrixUnaryClass = add_class("MPSMatrixUnaryKernel", MpsKernelClass, make_payload<MpsKernel>);
    add_setting<MpsKernel, &MpsKernel::left>(
        MatrixUnaryClass, "sourceMatrixOrigin", "setSourceMatrixOrigin:", typed<Size>);
    add_batch(MatrixUnaryClass);
    MatrixSoftmaxClass = add_class("MPSMatrixSoftMax", MatrixUnaryClass, make_payload<MatrixSoftmax>);
    on_instance(MatrixSoftmaxClass, "encodeToCommandBuffer:inputMatrix:resultMatrix:", encode_softmax);
    add_setting<MatrixSoftmax, &MatrixSoftmax::rows>(MatrixSoftmaxClass, "sourceRows", "setSourceRows:", typed<u64>);
    add_setting<MatrixSoftmax, &MatrixSoftmax::columns>(
        MatrixSoftmaxClass, "sourceColumns", "setSourceColumns:", typed<u64>);
}
