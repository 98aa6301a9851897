// MPSGraphExecutable and the descriptors around it, and what MPSGraph answers to.
#pragma once
#include "graph_run.h"

struct ShapedType : Payload {
    Shape shape;
    u32 type = 0;
};

static id init_shaped_type(id self, SEL message, id extents, u32 type) {
    ShapedType &shaped = as<ShapedType>(self);
    shaped.type = type;
    bool valid = is_element_type(type, message->name.c_string()) && read_shape(extents, shaped.shape, message->name.c_string());
    return initialised(self, valid);
}

struct Executable : Payload {
    id graph = nullptr, feeds = nullptr, targets = nullptr;
    u64 options = 0;

    ~Executable() override {
        drop(graph);
        drop(feeds);
        drop(targets);
    }
};

/// Whether a feed is declared with the shape and type of its placeholder; what is wrong is noted.
static bool is_declared_right(id graph, id tensor, id declared, SEL message) {
    if (!is_tensor_of(graph, tensor, message) || !is_given(declared, ShapedTypeClass, message)) {
        return false;
    }
    const ShapedType &type = as<ShapedType>(declared);
    bool right = type.shape == as<Tensor>(tensor).shape && type.type == as<Tensor>(tensor).type;
    if (!right) {
        violation("wrong shape: %s is given a feed whose type is not that of its placeholder", message->name.c_string());
    }
    return right;
}

/// The feeds in an order of the compiler's: the reverse of the dictionary's, so that nobody relies on that.
static bool order_feeds(id graph, Dictionary &declared, Bindings &fed, Array &order, SEL message) {
    bool right = true;
    for (u64 i = declared.keys.count; i-- > 0 && right;) {
        right = is_declared_right(graph, declared.keys[i], declared.values[i], message);
        fed.add(declared.keys[i], nullptr);
        order.add(declared.keys[i]);
    }
    return right;
}

static id compile_graph(id self, SEL message, id, id feeds, id tensors, id, id) {
    if (!is_given(feeds, NSDictionaryClass, message) || !is_given(tensors, NSArrayClass, message)) {
        return nullptr;
    }
    Bindings fed;
    Array *order = new Array();
    bool right = order_feeds(self, as<Dictionary>(feeds), fed, *order, message);
    for (id tensor : as<Array>(tensors).items) {
        right = right && is_tensor_of(self, tensor, message) && is_fed(tensor, fed, message);
    }
    id feed_order = owned(NSArrayClass, order);
    Executable *made = new Executable();
    made->graph = keep(self);
    made->feeds = keep(feed_order);
    made->targets = keep(tensors);
    release(feed_order);
    id executable = autoreleased(owned(ExecutableClass, made));
    return right ? executable : nullptr;
}

/// Binds data to tensors in order; false, with a note, where they do not fit.
static bool bind_in_order(id tensors, id data, Bindings &bindings, SEL message) {
    if (!is_given(data, NSArrayClass, message)) {
        return false;
    }
    List<id> &wanted = as<Array>(tensors).items;
    List<id> &given = as<Array>(data).items;
    if (wanted.count != given.count) {
        violation("wrong argument: %s is given data for %lu of %lu tensors", message->name.c_string(), given.count, wanted.count);
        return false;
    }
    for (u64 i = 0; i < wanted.count; i++) {
        if (!fits(wanted[i], given[i], message)) {
            return false;
        }
        bindings.add(wanted[i], given[i]);
    }
    return true;
}

/// Binds an executable's inputs and results; results of its own where it is given none.
static bool bind_executable(
    const Executable &executable, id device, id inputs, id results, Bindings &fed, Bindings &targets, SEL message) {
    return bind_in_order(executable.feeds, inputs, fed, message)
        && (results ? bind_in_order(executable.targets, results, targets, message)
                    : add_new_targets(executable.graph, device, executable.targets, targets, message));
}

static id array_of_data(const Bindings &bindings) {
    Array *array = new Array();
    for (id data : bindings.data) {
        array->add(data);
    }
    return autoreleased(owned(NSArrayClass, array));
}

template <bool waits> id run_executable(id self, SEL message, id queue, id inputs, id results, id descriptor) {
    Executable &executable = as<Executable>(self);
    Bindings fed, targets;
    bool ready = bind_executable(executable, device_of_queue(queue), inputs, results, fed, targets, message)
        && run_graph(executable.graph, queue, fed, targets, descriptor, waits, message);
    return ready ? array_of_data(targets) : nullptr;
}

static id encode_executable(id self, SEL message, id buffer, id inputs, id results, id descriptor) {
    Executable &executable = as<Executable>(self);
    Bindings fed, targets;
    CommandBuffer *target = graph_target(buffer, message);
    bool ready = target && bind_executable(executable, target->device, inputs, results, fed, targets, message)
        && encode_with_events(executable.graph, *target, fed, targets, descriptor, message);
    if (!ready) {
        return nullptr;
    }
    continue_after_graph(buffer, message);
    return array_of_data(targets);
}

static void descriptor_wait(id self, SEL message, id event, u64 value) {
    if (is_given(event, EventClass, message)) {
        as<ExecutionDescriptor>(self).waits.add(keep(event));
        as<ExecutionDescriptor>(self).wait_values.add(value);
    }
}

static void descriptor_signal(id self, SEL message, id event, u64, u64 value) {
    if (is_given(event, EventClass, message)) {
        as<ExecutionDescriptor>(self).signals.add(keep(event));
        as<ExecutionDescriptor>(self).signal_values.add(value);
    }
}

static Class *add_execution_descriptor(const char *name) {
    Class *cls = add_class(name, ExecutionDescriptorClass, make_payload<ExecutionDescriptor>);
    on_instance(cls, "waitUntilCompleted", +[](id self, SEL) { return as<ExecutionDescriptor>(self).waits_for_end; });
    on_instance(cls, "setWaitUntilCompleted:",
        +[](id self, SEL, bool waits) { as<ExecutionDescriptor>(self).waits_for_end = waits; });
    on_instance(cls, "waitForEvent:value:", descriptor_wait, 130000);
    on_instance(cls, "signalEvent:atExecutionEvent:value:", descriptor_signal, 130000);
    return cls;
}

struct CompilationDescriptor : Payload {
    u64 optimization = 1, fast_math = 0;
    bool waits = false;
};

static void load_descriptors() {
    ExecutionDescriptorClass = add_class("MPSGraphObject", NSObjectClass);
    Class *execution = add_execution_descriptor("MPSGraphExecutionDescriptor");
    on_instance(execution, "setCompilationDescriptor:", +[](id, SEL, id) {}, 120300);
    add_execution_descriptor("MPSGraphExecutableExecutionDescriptor");
    Class *compilation = add_class("MPSGraphCompilationDescriptor", NSObjectClass, make_payload<CompilationDescriptor>);
    on_instance(compilation, "disableTypeInference", +[](id, SEL) {});
    add_setting<CompilationDescriptor, &CompilationDescriptor::optimization>(
        compilation, "optimizationLevel", "setOptimizationLevel:", typed<u64>);
    add_setting<CompilationDescriptor, &CompilationDescriptor::waits>(
        compilation, "waitForCompilationCompletion", "setWaitForCompilationCompletion:", typed<bool>, 130000);
    on_instance(compilation, "reducedPrecisionFastMath",
        +[](id self, SEL) { return as<CompilationDescriptor>(self).fast_math; }, 260000);
    on_instance(compilation, "setReducedPrecisionFastMath:",
        +[](id self, SEL, u64 value) { as<CompilationDescriptor>(self).fast_math = value; }, 260000);
    ShapedTypeClass = add_class("MPSGraphShapedType", NSObjectClass, make_payload<ShapedType>);
    on_instance(ShapedTypeClass, "initWithShape:dataType:", init_shaped_type);
    on_instance(ShapedTypeClass, "shape", +[](id self, SEL) { return array_of(as<ShapedType>(self).shape); });
    on_instance(ShapedTypeClass, "dataType", +[](id self, SEL) { return as<ShapedType>(self).type; });
    ExecutableClass = add_class("MPSGraphExecutable", NSObjectClass);
    add_setting<Executable, &Executable::options>(ExecutableClass, "options", "setOptions:", typed<u64>);
    on_instance(ExecutableClass, "feedTensors", +[](id self, SEL) { return property(as<Executable>(self).feeds); });
    on_instance(ExecutableClass, "targetTensors", +[](id self, SEL) { return property(as<Executable>(self).targets); });
    on_instance(ExecutableClass, "runWithMTLCommandQueue:inputsArray:resultsArray:executionDescriptor:", run_executable<true>);
    on_instance(
        ExecutableClass, "runAsyncWithMTLCommandQueue:inputsArray:resultsArray:executionDescriptor:", run_executable<false>);
    on_instance(ExecutableClass, "encodeToCommandBuffer:inputsArray:resultsArray:executionDescriptor:", encode_executable);
}

static void add_arithmetic(Class *graph) {
    on_instance(graph, "additionWithPrimaryTensor:secondaryTensor:name:", add_element_wise<GraphOp::ADD>);
    on_instance(graph, "subtractionWithPrimaryTensor:secondaryTensor:name:", add_element_wise<GraphOp::SUBTRACT>);
    on_instance(graph, "multiplicationWithPrimaryTensor:secondaryTensor:name:", add_element_wise<GraphOp::MULTIPLY>);
    on_instance(graph, "divisionWithPrimaryTensor:secondaryTensor:name:", add_element_wise<GraphOp::DIVIDE>);
    on_instance(graph, "exponentWithTensor:name:", add_exponent);
    on_instance(graph, "reductionSumWithTensor:axis:name:", add_along_axis<GraphOp::SUM>);
    on_instance(graph, "reductionMaximumWithTensor:axis:name:", add_along_axis<GraphOp::MAXIMUM>);
    on_instance(graph, "castTensor:toType:name:", add_cast, 120000);
    on_instance(graph, "selectWithPredicateTensor:truePredicateTensor:falsePredicateTensor:name:", add_select);
    on_instance(graph, "matrixMultiplicationWithPrimaryTensor:secondaryTensor:name:", add_matrix_multiplication);
    on_instance(graph, "softMaxWithTensor:axis:name:", add_along_axis<GraphOp::SOFTMAX>);
    on_instance(graph, "scaledDotProductAttentionWithQueryTensor:keyTensor:valueTensor:maskTensor:scale:name:",
        add_masked_attention, 150000);
    on_instance(
        graph, "scaledDotProductAttentionWithQueryTensor:keyTensor:valueTensor:scale:name:", add_attention, 150000);
}

static void add_rearrangement(Class *graph) {
    on_instance(graph, "reshapeTensor:withShape:name:", add_reshape);
    on_instance(graph, "transposeTensor:dimension:withDimension:name:", add_swap);
    on_instance(graph, "transposeTensor:permutation:name:", add_transpose, 130000);
    on_instance(graph, "broadcastTensor:toShape:name:", add_broadcast, 120000);
    on_instance(graph, "concatTensors:dimension:name:", add_concatenation);
    on_instance(graph, "sliceTensor:dimension:start:length:name:", add_slice);
}

static id graph_placeholders(id self, SEL) {
    Array *found = new Array();
    for (id tensor : as<Graph>(self).tensors) {
        if (as<Tensor>(tensor).op == GraphOp::PLACEHOLDER) {
            found->add(tensor);
        }
    }
    return autoreleased(owned(NSArrayClass, found));
}

static void load_graphs() {
    GraphClass = add_class("MPSGraph", NSObjectClass, make_payload<Graph>);
    add_setting<Graph, &Graph::options>(GraphClass, "options", "setOptions:", typed<u64>);
    on_instance(GraphClass, "placeholderTensors", graph_placeholders);
    on_instance(GraphClass, "placeholderWithShape:dataType:name:", add_placeholder);
    on_instance(GraphClass, "constantWithScalar:dataType:", add_scalar_constant);
    on_instance(GraphClass, "constantWithScalar:shape:dataType:", add_shaped_constant);
    on_instance(GraphClass, "constantWithData:shape:dataType:", add_data_constant);
    add_arithmetic(GraphClass);
    add_rearrangement(GraphClass);
    on_instance(GraphClass, "runWithMTLCommandQueue:feeds:targetTensors:targetOperations:", run_for_targets);
    on_instance(GraphClass, "runWithMTLCommandQueue:feeds:targetOperations:resultsDictionary:", run_into_results);
    on_instance(GraphClass, "runAsyncWithMTLCommandQueue:feeds:targetOperations:resultsDictionary:executionDescriptor:",
        run_later_into_results);
    on_instance(GraphClass, "encodeToCommandBuffer:feeds:targetTensors:targetOperations:executionDescriptor:",
        encode_for_targets);
    on_instance(GraphClass, "encodeToCommandBuffer:feeds:targetOperations:resultsDictionary:executionDescriptor:",
        encode_into_results);
    on_instance(GraphClass, "compileWithDevice:feeds:targetTensors:targetOperations:compilationDescriptor:", compile_graph,
        120000);
    TensorClass = add_class("MPSGraphTensor", NSObjectClass);
    TensorClass->is_kept_by_owner = true;
    on_instance(TensorClass, "shape", +[](id self, SEL) { return array_of(as<Tensor>(self).shape); });
    on_instance(TensorClass, "dataType", +[](id self, SEL) { return as<Tensor>(self).type; });
    load_descriptors();
}
