package dev.bessemer.runtime.differential;

import java.util.List;

/**
 * A static method that kernels call.
 *
 * @param result what it returns
 * @param parameters its scalar parameters
 * @param arrays whether it takes all arrays of the kernel too
 * @param work about how many statements a call executes
 */
record Helper(String name, JavaType result, List<Variable> parameters, boolean arrays, int work, List<Statement> body) {
    Helper {
        parameters = List.copyOf(parameters);
        body = List.copyOf(body);
    }

    Helper withBody(List<Statement> changed) {
        return new Helper(name, result, parameters, arrays, work, changed);
    }
}
