package dev.bessemer.runtime;

import dev.bessemer.runtime.GraphTransfers.Consumed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The graphs of a plan, in their order, and what they leave on the device for one another. */
final class PlanGraphs {
    private final List<ImmutableTaskGraph> graphs;

    /**
     * @throws IllegalArgumentException when there is none, two have one name, or one consumes what none before it persists
     */
    PlanGraphs(List<ImmutableTaskGraph> graphs) {
        this.graphs = List.copyOf(graphs);
        if (graphs.isEmpty()) {
            throw new IllegalArgumentException(
                    "a plan needs a graph: pass new ExecutionPlan the snapshot of one or more");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < graphs.size(); i++) {
            if (!names.add(graphs.get(i).name())) {
                throw new IllegalArgumentException("two graphs of the plan are named '"
                        + graphs.get(i).name() + "': give each a name of its own, since tasks are named by it");
            }
            for (Consumed consumed : graphs.get(i).transfers().consumed()) {
                var _ = producer(i, consumed);
            }
        }
    }

    int size() {
        return graphs.size();
    }

    List<ImmutableTaskGraph> select(List<Integer> places) {
        return places.stream().map(graphs::get).toList();
    }

    List<String> names() {
        return graphs.stream().map(ImmutableTaskGraph::name).toList();
    }

    List<String> taskNames() {
        return graphs.stream().flatMap(graph -> graph.taskNames().stream()).toList();
    }

    /**
     * Checks that a task is there.
     *
     * @param what what has to do with it, as a message begins
     * @throws IllegalArgumentException when it is not
     */
    void checkTask(String what, String task) {
        if (!taskNames().contains(task)) {
            String whose = size() == 1 ? "the graph: its tasks are " : "the plan's graphs: their tasks are ";
            throw new IllegalArgumentException(what + " '" + task + "', which is no task of " + whose + taskNames());
        }
    }

    /** The names of the graphs outside a selection that must have been executed before it is. */
    List<Needed> needed(List<Integer> places) {
        List<Needed> needed = new ArrayList<>();
        for (int place : places) {
            for (Consumed consumed : graphs.get(place).transfers().consumed()) {
                int producer = producer(place, consumed);
                if (!places.contains(producer)) {
                    needed.add(new Needed(
                            graphs.get(producer).name(), graphs.get(place).name(), consumed.array()));
                }
            }
        }
        return needed;
    }

    /** A graph that must have been executed before another, for an array. */
    record Needed(String producer, String consumer, Object array) {}

    private int producer(int consumer, Consumed consumed) {
        for (int i = consumer - 1; i >= 0; i--) {
            ImmutableTaskGraph candidate = graphs.get(i);
            boolean meant = consumed.graph() == null || candidate.name().equals(consumed.graph());
            if (meant && candidate.transfers().persists(consumed.array())) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                message(graphs.get(consumer).name(), names().subList(0, consumer), consumed));
    }

    private static String message(String consumer, List<String> before, Consumed consumed) {
        String what = "graph '" + consumer + "' consumes " + HostArrays.describe(consumed.array()) + " from ";
        if (consumed.graph() == null) {
            return what + "the device, but no graph before it in the plan persists it: call persistOnDevice on one of "
                    + before + " and name it in the plan before '" + consumer + "'";
        }
        return before.contains(consumed.graph())
                ? what + "graph '" + consumed.graph() + "', which does not persist it: call persistOnDevice on that one"
                : what + "graph '" + consumed.graph() + "', which is not before it in the plan; "
                        + (before.isEmpty() ? "it is the first" : "before it come " + before);
    }
}
