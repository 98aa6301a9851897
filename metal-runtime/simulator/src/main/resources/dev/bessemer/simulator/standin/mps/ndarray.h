// MPSNDArray and MPSGraphTensorData: tensors in a buffer.
#pragma once
#include "matrix_kernels.h"

static Class *NdArrayDescriptorClass, *NdArrayClass, *TensorDataClass, *GraphDeviceClass;

struct NdArrayDescriptor : Payload {
    Shape shape;
    u32 type = 0;
    bool packed_rows = true;
};

/// Its last dimension is packed; rows may be further apart.
struct NdArray : Labelled {
    id buffer = nullptr;
    u64 offset = 0, row_bytes = 0;
    Shape shape;
    u32 type = 0;

    ~NdArray() override {
        drop(buffer);
    }
    u64 rows() const {
        return shape.count() / shape.last();
    }
    u64 bytes() const {
        return (rows() - 1) * row_bytes + shape.last() * element_bytes(type);
    }
    u8 *start() const {
        return as<Buffer>(buffer).contents + offset;
    }
    u8 *element(u64 index) const {
        return start() + index / shape.last() * row_bytes + index % shape.last() * element_bytes(type);
    }
};

static id described_array(Class *cls, SEL message, u32 type, id extents) {
    NdArrayDescriptor *made = new NdArrayDescriptor();
    made->type = type;
    if (!is_element_type(type, message->name.c_string()) || !read_shape(extents, made->shape, message->name.c_string())) {
        delete made;
        return nullptr;
    }
    return autoreleased(owned(cls, made));
}

/// Places an array in a buffer; false, with a note, where it does not fit. It then keeps the buffer.
static bool place_array(NdArray &array, id buffer, u64 offset, const Shape &shape, u32 type, u64 row_bytes, SEL message) {
    Buffer *memory = buffer_of(buffer, message);
    if (!memory || !is_element_type(type, message->name.c_string())) {
        return false;
    }
    u64 packed = shape.last() * element_bytes(type);
    array.offset = offset;
    array.shape = shape;
    array.type = type;
    array.row_bytes = row_bytes ? row_bytes : packed;
    if (array.row_bytes < packed || array.row_bytes % element_bytes(type) != 0 || offset % element_bytes(type) != 0) {
        violation("wrong argument: %s is given rows of %lu bytes at %lu for %lu elements of %lu", message->name.c_string(),
            array.row_bytes, offset, shape.last(), element_bytes(type));
        return false;
    }
    if (!is_within(*memory, offset, array.bytes(), message)) {
        return false;
    }
    array.device = keep(memory->device);
    array.buffer = keep(buffer);
    return true;
}

/// Ends an init: the object, or nil where it failed.
static id initialised(id self, bool succeeded) {
    if (!succeeded) {
        release(self);
        return nullptr;
    }
    self->life = Life::LIVE;
    return self;
}

static id init_array_in_buffer(id self, SEL message, id buffer, u64 offset, id descriptor) {
    if (!is_given(descriptor, NdArrayDescriptorClass, message)) {
        return initialised(self, false);
    }
    NdArrayDescriptor &described = as<NdArrayDescriptor>(descriptor);
    return initialised(self, place_array(as<NdArray>(self), buffer, offset, described.shape, described.type, 0, message));
}

static id init_array_on_device(id self, SEL message, id device, id descriptor) {
    if (!is_given(device, DeviceClass, message) || !is_given(descriptor, NdArrayDescriptorClass, message)) {
        return initialised(self, false);
    }
    NdArrayDescriptor &described = as<NdArrayDescriptor>(descriptor);
    id buffer = device_new_buffer(device, message, described.shape.count() * element_bytes(described.type), 0);
    if (!buffer) {
        return initialised(self, false);
    }
    id made = init_array_in_buffer(self, message, buffer, 0, descriptor);
    release(buffer);
    return made;
}

/// Copies packed elements out of or into an array; strides are not used by the project.
template <bool out> void copy_elements(id self, SEL message, void *bytes, i64 *strides) {
    NdArray &array = as<NdArray>(self);
    if (!bytes || strides) {
        violation("wrong argument: %s takes packed elements alone here", message->name.c_string());
        return;
    }
    u64 row = array.shape.last() * element_bytes(array.type);
    for (u64 i = 0; i < array.rows(); i++) {
        u8 *packed = static_cast<u8 *>(bytes) + i * row;
        u8 *own = array.start() + i * array.row_bytes;
        memcpy(out ? packed : own, out ? own : packed, row);
    }
}

/// Dimension 0 is the fastest.
static u64 array_length(id self, SEL message, u64 dimension) {
    const Shape &shape = as<NdArray>(self).shape;
    if (dimension >= shape.rank) {
        violation("wrong argument: %s is given %lu of %u dimensions", message->name.c_string(), dimension, shape.rank);
        return 0;
    }
    return shape.extents[shape.rank - 1 - dimension];
}

static void load_nd_arrays() {
    NdArrayDescriptorClass = add_class("MPSNDArrayDescriptor", NSObjectClass);
    on_class(NdArrayDescriptorClass, "descriptorWithDataType:shape:", described_array);
    on_instance(NdArrayDescriptorClass, "dataType", +[](id self, SEL) { return as<NdArrayDescriptor>(self).type; });
    on_instance(NdArrayDescriptorClass, "numberOfDimensions",
        +[](id self, SEL) { return u64(as<NdArrayDescriptor>(self).shape.rank); });
    on_instance(NdArrayDescriptorClass, "preferPackedRows",
        +[](id self, SEL) { return as<NdArrayDescriptor>(self).packed_rows; }, 150000);
    on_instance(NdArrayDescriptorClass, "setPreferPackedRows:",
        +[](id self, SEL, bool packed) { as<NdArrayDescriptor>(self).packed_rows = packed; }, 150000);
    NdArrayClass = add_class("MPSNDArray", NSObjectClass, make_payload<NdArray>);
    on_instance(NdArrayClass, "initWithDevice:descriptor:", init_array_on_device);
    on_instance(NdArrayClass, "initWithBuffer:offset:descriptor:", init_array_in_buffer, 150000);
    on_instance(NdArrayClass, "userBuffer", +[](id self, SEL) { return property(as<NdArray>(self).buffer); }, 150000);
    on_instance(NdArrayClass, "readBytes:strideBytes:", copy_elements<true>);
    on_instance(NdArrayClass, "writeBytes:strideBytes:", copy_elements<false>);
    on_instance(NdArrayClass, "synchronizeOnCommandBuffer:", +[](id, SEL, id) {});
    on_instance(NdArrayClass, "dataType", +[](id self, SEL) { return as<NdArray>(self).type; });
    on_instance(NdArrayClass, "lengthOfDimension:", array_length);
}

struct TensorData : Labelled {
    id array = nullptr;

    ~TensorData() override {
        drop(array);
    }
    NdArray &elements() const {
        return as<NdArray>(array);
    }
};

/// Lets tensor data hold an array that nobody else owns.
static void adopt(TensorData &data, id array) {
    data.array = keep(array);
    data.device = keep(as<NdArray>(array).device);
    release(array);
}

static id init_data_rows(id self, SEL message, id buffer, id extents, u32 type, u64 row_bytes) {
    Shape shape;
    bool valid = read_shape(extents, shape, message->name.c_string());
    NdArray *array = new NdArray();
    valid = valid && place_array(*array, buffer, 0, shape, type, row_bytes, message);
    if (!valid) {
        delete array;
        return initialised(self, false);
    }
    adopt(as<TensorData>(self), owned(NdArrayClass, array));
    return initialised(self, true);
}

static id init_data(id self, SEL message, id buffer, id extents, u32 type) {
    return init_data_rows(self, message, buffer, extents, type, 0);
}

static id init_data_with_matrix(id self, SEL message, id matrix) {
    if (!is_given(matrix, MatrixClass, message)) {
        return initialised(self, false);
    }
    Matrix &from = as<Matrix>(matrix);
    Shape shape = {from.matrices > 1 ? 3u : 2u, {}};
    u64 extents[3] = {from.matrices, from.rows, from.columns};
    memcpy(shape.extents, extents + 3 - shape.rank, shape.rank * sizeof(u64));
    NdArray *array = new NdArray();
    bool packed = from.matrices == 1 || from.matrix_bytes == from.rows * from.row_bytes;
    if (!packed || !place_array(*array, from.buffer, from.offset, shape, from.type, from.row_bytes, message)) {
        delete array;
        return initialised(self, false);
    }
    adopt(as<TensorData>(self), owned(NdArrayClass, array));
    return initialised(self, true);
}

static id init_data_with_array(id self, SEL message, id array) {
    if (!is_given(array, NdArrayClass, message)) {
        return initialised(self, false);
    }
    as<TensorData>(self).array = keep(array);
    as<TensorData>(self).device = keep(as<NdArray>(array).device);
    return initialised(self, true);
}

struct GraphDevice : Payload {
    id device = nullptr;

    ~GraphDevice() override {
        drop(device);
    }
};

static id graph_device(Class *cls, SEL message, id device) {
    if (!is_given(device, DeviceClass, message)) {
        return nullptr;
    }
    GraphDevice *made = new GraphDevice();
    made->device = keep(device);
    return autoreleased(owned(cls, made));
}

static id init_data_with_bytes(id self, SEL message, id device, id bytes, id extents, u32 type) {
    if (!is_given(device, GraphDeviceClass, message) || !is_given(bytes, NSDataClass, message)) {
        return initialised(self, false);
    }
    Bytes &given = as<Bytes>(bytes);
    id buffer = device_new_buffer_with_bytes(as<GraphDevice>(device).device, message, given.text.bytes, given.text.length, 0);
    if (!buffer) {
        return initialised(self, false);
    }
    id made = init_data(self, message, buffer, extents, type);
    release(buffer);
    return made;
}

static void load_tensor_data() {
    GraphDeviceClass = add_class("MPSGraphDevice", NSObjectClass);
    on_class(GraphDeviceClass, "deviceWithMTLDevice:", graph_device);
    on_instance(GraphDeviceClass, "metalDevice", +[](id self, SEL) { return property(as<GraphDevice>(self).device); });
    on_instance(GraphDeviceClass, "type", +[](id, SEL) { return u32(0); });
    TensorDataClass = add_class("MPSGraphTensorData", NSObjectClass, make_payload<TensorData>);
    on_instance(TensorDataClass, "initWithMTLBuffer:shape:dataType:", init_data);
    on_instance(TensorDataClass, "initWithMTLBuffer:shape:dataType:rowBytes:", init_data_rows, 120300);
    on_instance(TensorDataClass, "initWithMPSMatrix:", init_data_with_matrix);
    on_instance(TensorDataClass, "initWithMPSNDArray:", init_data_with_array);
    on_instance(TensorDataClass, "initWithDevice:data:shape:dataType:", init_data_with_bytes);
    on_instance(TensorDataClass, "mpsndarray", +[](id self, SEL) { return property(as<TensorData>(self).array); });
    on_instance(TensorDataClass, "shape", +[](id self, SEL) { return array_of(as<TensorData>(self).elements().shape); });
    on_instance(TensorDataClass, "dataType", +[](id self, SEL) { return as<TensorData>(self).elements().type; });
}
