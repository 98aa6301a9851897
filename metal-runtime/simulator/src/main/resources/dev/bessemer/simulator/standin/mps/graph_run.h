// Executing a graph: as work of a command buffer, at once on a queue, or compiled beforehand.
#pragma once
#include "graph_evaluate.h"

static Class *ExecutableClass, *ExecutionDescriptorClass;

/// Tensors with their data, in order.
struct Bindings {
    List<id> tensors, data;

    void add(id tensor, id bound) {
        tensors.add(tensor);
        data.add(bound);
    }
    bool has(id tensor) const {
        for (id bound : tensors) {
            if (bound == tensor) {
                return true;
            }
        }
        return false;
    }
};

struct GraphWork : Work {
    Bindings feeds, targets;

    static bool are_there(const Bindings &bindings, Failure &failure) {
        for (id data : bindings.data) {
            NdArray &array = as<TensorData>(data).elements();
            if (!is_there(array.start(), array.bytes(), failure)) {
                return false;
            }
        }
        return true;
    }
    bool run(Failure &failure) override {
        if (!are_there(feeds, failure) || !are_there(targets, failure)) {
            return false;
        }
        Evaluation known;
        for (u64 i = 0; i < feeds.tensors.count; i++) {
            NdArray &array = as<TensorData>(feeds.data[i]).elements();
            float *values = new_floats(array.shape.count());
            for (u64 e = 0; e < array.shape.count(); e++) {
                values[e] = load_element(array.element(e), array.type);
            }
            known.add(feeds.tensors[i], values);
        }
        for (u64 i = 0; i < targets.tensors.count; i++) {
            const float *values = evaluate(targets.tensors[i], known);
            NdArray &array = as<TensorData>(targets.data[i]).elements();
            for (u64 e = 0; e < array.shape.count(); e++) {
                store_element(array.element(e), array.type, values[e]);
            }
        }
        return true;
    }
};

/// Waits and signals of an execution, and whether it is waited for.
struct ExecutionDescriptor : Payload {
    List<id> waits, signals;
    List<u64> wait_values, signal_values;
    bool waits_for_end = false;

    ~ExecutionDescriptor() override {
        for (id event : waits) {
            drop(event);
        }
        for (id event : signals) {
            drop(event);
        }
    }
};

/// Whether data has the shape and type of its tensor; what is wrong is noted.
static bool fits(id tensor, id data, SEL message) {
    if (!is_given(data, TensorDataClass, message)) {
        return false;
    }
    const NdArray &array = as<TensorData>(data).elements();
    if (!(array.shape == as<Tensor>(tensor).shape) || array.type != as<Tensor>(tensor).type) {
        violation("wrong shape: %s is given data whose shape or type is not that of tensor '%s'", message->name.c_string(),
            as<Tensor>(tensor).name.c_string());
        return false;
    }
    return true;
}

/// NSDictionary of tensors and data as bindings; false, with a note, where something does not fit.
static bool read_bindings(id graph, id dictionary, Bindings &bindings, SEL message) {
    if (!is_given(dictionary, NSDictionaryClass, message)) {
        return false;
    }
    Dictionary &entries = as<Dictionary>(dictionary);
    for (u64 i = 0; i < entries.keys.count; i++) {
        if (!is_tensor_of(graph, entries.keys[i], message) || !fits(entries.keys[i], entries.values[i], message)) {
            return false;
        }
        bindings.add(entries.keys[i], entries.values[i]);
    }
    return true;
}

/// Whether all placeholders that a tensor depends on are fed; what is missing is noted.
static bool is_fed(id tensor, const Bindings &feeds, SEL message) {
    if (feeds.has(tensor)) {
        return true;
    }
    if (as<Tensor>(tensor).op == GraphOp::PLACEHOLDER) {
        violation("missing feed: %s has no data for placeholder '%s'", message->name.c_string(), as<Tensor>(tensor).name.c_string());
        return false;
    }
    for (id input : as<Tensor>(tensor).inputs) {
        if (!is_fed(input, feeds, message)) {
            return false;
        }
    }
    return true;
}

/// Tensor data of its own for a target, with one reference of the program; nil where there is no memory.
static id new_target(id device, id tensor, SEL message) {
    const Tensor &wanted = as<Tensor>(tensor);
    id buffer = device_new_buffer(device, message, wanted.shape.count() * element_bytes(wanted.type), 0);
    if (!buffer) {
        return nullptr;
    }
    NdArray *array = new NdArray();
    place_array(*array, buffer, 0, wanted.shape, wanted.type, 0, message);
    release(buffer);
    TensorData *data = new TensorData();
    adopt(*data, owned(NdArrayClass, array));
    return owned(TensorDataClass, data);
}

static bool add_new_targets(id graph, id device, id tensors, Bindings &targets, SEL message) {
    if (!is_given(tensors, NSArrayClass, message)) {
        return false;
    }
    for (id tensor : as<Array>(tensors).items) {
        id data = is_tensor_of(graph, tensor, message) ? new_target(device, tensor, message) : nullptr;
        if (!data) {
            return false;
        }
        targets.add(tensor, autoreleased(data));
    }
    return true;
}

static void use_all(GraphWork &work, const Bindings &given, Bindings &taken) {
    for (u64 i = 0; i < given.tensors.count; i++) {
        taken.add(given.tensors[i], work.use(given.data[i]));
    }
}

/// Adds the execution of a graph to a command buffer; false, with a note, where that cannot be.
static bool encode_graph(id graph, CommandBuffer &target, const Bindings &feeds, const Bindings &targets, SEL message) {
    for (id tensor : targets.tensors) {
        if (!is_fed(tensor, feeds, message)) {
            return false;
        }
    }
    GraphWork *work = add_work<GraphWork>(target);
    work->use(graph);
    use_all(*work, feeds, work->feeds);
    use_all(*work, targets, work->targets);
    return true;
}

template <class T> void add_events(CommandBuffer &target, const List<id> &events, const List<u64> &values) {
    for (u64 i = 0; i < events.count; i++) {
        T *work = add_work<T>(target);
        work->use(events[i]);
        work->value = values[i];
    }
}

static bool encode_with_events(
    id graph, CommandBuffer &target, const Bindings &feeds, const Bindings &targets, id descriptor, SEL message) {
    if (descriptor && !is_given(descriptor, ExecutionDescriptorClass, message)) {
        return false;
    }
    ExecutionDescriptor *described = descriptor ? &as<ExecutionDescriptor>(descriptor) : nullptr;
    if (described) {
        add_events<WaitWork>(target, described->waits, described->wait_values);
    }
    bool encoded = encode_graph(graph, target, feeds, targets, message);
    if (described) {
        add_events<SignalWork>(target, described->signals, described->signal_values);
    }
    return encoded;
}

/// Executes a graph on a queue; waits for it unless it is told not to.
static bool run_graph(id graph, id queue, const Bindings &feeds, const Bindings &targets, id descriptor, bool waits, SEL message) {
    if (!is_given(queue, QueueClass, message)) {
        return false;
    }
    id buffer = new_command_buffer(queue, true);
    if (!encode_with_events(graph, as<CommandBuffer>(buffer), feeds, targets, descriptor, message)) {
        return false;
    }
    buffer_commit(buffer, message);
    if (waits || (descriptor && as<ExecutionDescriptor>(descriptor).waits_for_end)) {
        buffer_wait(buffer, message);
    }
    return true;
}

static id dictionary_of(const Bindings &bindings) {
    Dictionary *dictionary = new Dictionary();
    for (u64 i = 0; i < bindings.tensors.count; i++) {
        put(*dictionary, bindings.tensors[i], bindings.data[i]);
    }
    return autoreleased(owned(NSDictionaryClass, dictionary));
}

static id device_of_queue(id queue) {
    return queue && is_kind(queue->isa, QueueClass) ? as<Queue>(queue).device : nullptr;
}

static id run_for_targets(id self, SEL message, id queue, id feeds, id tensors, id) {
    Bindings fed, targets;
    bool ready = read_bindings(self, feeds, fed, message)
        && add_new_targets(self, device_of_queue(queue), tensors, targets, message);
    return ready && run_graph(self, queue, fed, targets, nullptr, true, message) ? dictionary_of(targets) : nullptr;
}

static void run_into_results(id self, SEL message, id queue, id feeds, id, id results) {
    Bindings fed, targets;
    if (read_bindings(self, feeds, fed, message) && read_bindings(self, results, targets, message)) {
        run_graph(self, queue, fed, targets, nullptr, true, message);
    }
}

static void run_later_into_results(id self, SEL message, id queue, id feeds, id, id results, id descriptor) {
    Bindings fed, targets;
    if (read_bindings(self, feeds, fed, message) && read_bindings(self, results, targets, message)) {
        run_graph(self, queue, fed, targets, descriptor, false, message);
    }
}

/// MPSGraph takes MPSCommandBuffer alone, as it may commit and continue.
static CommandBuffer *graph_target(id buffer, SEL message) {
    return is_given(buffer, MpsCommandBufferClass, message) ? encodable(buffer, message) : nullptr;
}

/// What MPSGraph does with a large graph.
static void continue_after_graph(id buffer, SEL message) {
    if (mac.graphs_commit) {
        mps_commit_and_continue(buffer, message);
    }
}

static id encode_for_targets(id self, SEL message, id buffer, id feeds, id tensors, id, id descriptor) {
    Bindings fed, targets;
    CommandBuffer *target = graph_target(buffer, message);
    bool ready = target && read_bindings(self, feeds, fed, message)
        && add_new_targets(self, target->device, tensors, targets, message)
        && encode_with_events(self, *target, fed, targets, descriptor, message);
    if (!ready) {
        return nullptr;
    }
    continue_after_graph(buffer, message);
    return dictionary_of(targets);
}

static void encode_into_results(id self, SEL message, id buffer, id feeds, id, id results, id descriptor) {
    Bindings fed, targets;
    CommandBuffer *target = graph_target(buffer, message);
    if (target && read_bindings(self, feeds, fed, message) && read_bindings(self, results, targets, message)
        && encode_with_events(self, *target, fed, targets, descriptor, message)) {
        continue_after_graph(buffer, message);
    }
}
