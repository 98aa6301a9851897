// MPSMatrixDescriptor and MPSMatrix: matrices in a buffer.
#pragma once
#include "element.h"

static Class *MatrixDescriptorClass, *MatrixClass;

struct MatrixLayout {
    u64 rows = 0, columns = 0, matrices = 1, row_bytes = 0, matrix_bytes = 0;
    u32 type = 0;
};

struct MatrixDescriptor : Payload, MatrixLayout {};

struct Matrix : Labelled, MatrixLayout {
    id buffer = nullptr;
    u64 offset = 0;

    ~Matrix() override {
        drop(buffer);
    }
    u64 bytes() const {
        return matrices ? (matrices - 1) * matrix_bytes + rows * row_bytes : 0;
    }
};

static id matrix_descriptor(
    Class *cls, SEL message, u64 rows, u64 columns, u64 matrices, u64 row_bytes, u64 matrix_bytes, u32 type) {
    const char *use = message->name.c_string();
    if (!is_element_type(type, use)) {
        return nullptr;
    }
    u64 element = element_bytes(type);
    if (rows == 0 || columns == 0 || matrices == 0 || row_bytes < columns * element || row_bytes % element != 0
        || matrix_bytes < rows * row_bytes || matrix_bytes % row_bytes != 0) {
        violation("wrong argument: %s is given %lu x %lu elements of %lu bytes in rows of %lu and matrices of %lu bytes", use, rows,
            columns, element, row_bytes, matrix_bytes);
        return nullptr;
    }
    MatrixDescriptor *made = new MatrixDescriptor();
    made->rows = rows;
    made->columns = columns;
    made->matrices = matrices;
    made->row_bytes = row_bytes;
    made->matrix_bytes = matrix_bytes;
    made->type = type;
    return autoreleased(owned(cls, made));
}

static id one_matrix_descriptor(Class *cls, SEL message, u64 rows, u64 columns, u64 row_bytes, u32 type) {
    return matrix_descriptor(cls, message, rows, columns, 1, row_bytes, rows * row_bytes, type);
}

/// Like MPS, which wants rows to begin at multiples of 16 bytes for speed.
static u64 recommended_row_bytes(Class *, SEL message, u64 columns, u32 type) {
    return is_element_type(type, message->name.c_string()) ? (columns * element_bytes(type) + 15) & ~u64(15) : 0;
}

/// Whether a matrix can lie there; what is wrong is noted.
static bool is_place(const Buffer &memory, u64 offset, const MatrixDescriptor &described, SEL message) {
    u64 element = element_bytes(described.type);
    if (offset % element != 0) {
        violation("unaligned offset: a MPSMatrix begins at byte %lu, and its elements have %lu", offset, element);
        return false;
    }
    u64 bytes = (described.matrices - 1) * described.matrix_bytes + described.rows * described.row_bytes;
    return is_within(memory, offset, bytes, message);
}

static id init_matrix(id self, SEL message, id buffer, u64 offset, id descriptor) {
    Buffer *memory = buffer_of(buffer, message);
    bool described = is_given(descriptor, MatrixDescriptorClass, message);
    if (!memory || !described || !is_place(*memory, offset, as<MatrixDescriptor>(descriptor), message)) {
        release(self);
        return nullptr;
    }
    Matrix &matrix = as<Matrix>(self);
    static_cast<MatrixLayout &>(matrix) = as<MatrixDescriptor>(descriptor);
    matrix.offset = offset;
    matrix.device = keep(memory->device);
    matrix.buffer = keep(buffer);
    self->life = Life::LIVE;
    return self;
}

static id init_matrix_at_start(id self, SEL message, id buffer, id descriptor) {
    return init_matrix(self, message, buffer, 0, descriptor);
}

static id init_matrix_on_device(id self, SEL message, id device, id descriptor) {
    if (!is_given(device, DeviceClass, message) || !is_given(descriptor, MatrixDescriptorClass, message)) {
        release(self);
        return nullptr;
    }
    MatrixDescriptor &described = as<MatrixDescriptor>(descriptor);
    id buffer = device_new_buffer(device, message, described.matrices * described.matrix_bytes, 0);
    if (!buffer) {
        release(self);
        return nullptr;
    }
    id made = init_matrix(self, message, buffer, 0, descriptor);
    release(buffer);
    return made;
}

template <class T, auto member> void add_numbers(Class *cls, const char *getter) {
    on_instance(cls, getter, +[](id self, SEL) { return as<T>(self).*member; });
}

template <class T> void add_extents(Class *cls) {
    add_numbers<T, &T::rows>(cls, "rows");
    add_numbers<T, &T::columns>(cls, "columns");
    add_numbers<T, &T::matrices>(cls, "matrices");
    add_numbers<T, &T::row_bytes>(cls, "rowBytes");
    add_numbers<T, &T::matrix_bytes>(cls, "matrixBytes");
    add_numbers<T, &T::type>(cls, "dataType");
}

static void load_matrices() {
    MatrixDescriptorClass = add_class("MPSMatrixDescriptor", NSObjectClass);
    on_class(MatrixDescriptorClass, "matrixDescriptorWithRows:columns:rowBytes:dataType:", one_matrix_descriptor);
    on_class(MatrixDescriptorClass, "matrixDescriptorWithRows:columns:matrices:rowBytes:matrixBytes:dataType:",
        matrix_descriptor);
    on_class(MatrixDescriptorClass, "rowBytesForColumns:dataType:", recommended_row_bytes);
    add_extents<MatrixDescriptor>(MatrixDescriptorClass);
    MatrixClass = add_class("MPSMatrix", NSObjectClass, make_payload<Matrix>);
    on_instance(MatrixClass, "initWithBuffer:descriptor:", init_matrix_at_start);
    on_instance(MatrixClass, "initWithBuffer:offset:descriptor:", init_matrix, 101500);
    on_instance(MatrixClass, "initWithDevice:descriptor:", init_matrix_on_device);
    on_instance(MatrixClass, "data", +[](id self, SEL) { return property(as<Matrix>(self).buffer); });
    on_instance(MatrixClass, "device", labelled_device);
    on_instance(MatrixClass, "resourceSize", +[](id self, SEL) { return as<Matrix>(self).bytes(); });
    on_instance(MatrixClass, "synchronizeOnCommandBuffer:", +[](id, SEL, id) {});
    add_numbers<Matrix, &Matrix::offset>(MatrixClass, "offset");
    add_extents<Matrix>(MatrixClass);
}
