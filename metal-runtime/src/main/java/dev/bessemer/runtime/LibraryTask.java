package dev.bessemer.runtime;

import dev.bessemer.runtime.LibraryOperation.Operand;
import java.util.List;

/**
 * A library's operation in a graph.
 *
 * @param id the full name: {@code graph.task}
 * @param operands the operation's, asked for once
 */
record LibraryTask(String id, LibraryOperation operation, List<Operand> operands) implements GraphTask {
    LibraryTask {
        operands = List.copyOf(operands);
    }

    @Override
    public List<Object> arguments() {
        return operands.stream().<Object>map(Operand::array).toList();
    }

    @Override
    public List<String> names() {
        return operands.stream().map(Operand::name).toList();
    }

    @Override
    public String method() {
        return operation.operationName();
    }
}
