package dev.bessemer.simulator.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a light parser found in a file. Positions are indices of {@link PreprocessedText#tokens()}; an end is the index after the last
 * token.
 *
 * @param functions functions in the order of the file, with those declared only and explicit instantiations
 * @param variables variables at program scope
 * @param threadgroupVariables variables in threadgroup memory, wherever they are declared
 */
public record Outline(
        List<Function> functions, List<Variable> variables, List<ThreadgroupVariable> threadgroupVariables) {
    /** The words that name an address space. */
    public static final Set<String> ADDRESS_SPACES = Set.of("device", "threadgroup", "constant", "thread");

    public Outline {
        functions = List.copyOf(functions);
        variables = List.copyOf(variables);
        threadgroupVariables = List.copyOf(threadgroupVariables);
    }

    /** How a function is there. */
    public enum Form {
        /** With a body. */
        DEFINITION,
        /** Without one. */
        DECLARATION,
        /** As an explicit instantiation of a template. */
        INSTANTIATION
    }

    /**
     * A function.
     *
     * @param name its own name
     * @param expression what names it in an expression at program scope: with namespaces, and for an instantiation its arguments
     * @param form how it is there
     * @param template whether it is a template
     * @param member whether it is a member of a class
     * @param kernel whether it is marked as a kernel
     * @param attributes those in front of it
     * @param parameters its parameters
     * @param from where its declaration begins, with {@code template <...>}
     * @param start where it begins after {@code template <...>}
     * @param nameAt where its name is
     * @param bodyFrom where the body's opening brace is; -1 without a body
     * @param bodyTo the end of the body
     */
    public record Function(
            String name,
            String expression,
            Form form,
            boolean template,
            boolean member,
            boolean kernel,
            List<Attribute> attributes,
            List<Parameter> parameters,
            int from,
            int start,
            int nameAt,
            int bodyFrom,
            int bodyTo) {
        public Function {
            attributes = List.copyOf(attributes);
            parameters = List.copyOf(parameters);
        }

        /** The attribute of this name, if there is one. */
        public Optional<Attribute> attribute(String wanted) {
            return find(attributes, wanted);
        }

        /** The name that the host calls a kernel by. */
        public String hostName() {
            return attribute("host_name").map(Attribute::text).orElse(name);
        }

        /** Whether the place is in the body. */
        public boolean contains(int token) {
            return bodyFrom >= 0 && token > bodyFrom && token < bodyTo;
        }
    }

    /**
     * A parameter of a function.
     *
     * @param name its name; empty where it has none
     * @param type its type as written, without attributes and name
     * @param addressSpace the address space it names first; null where it names none
     * @param indirect whether it is a pointer or a reference
     * @param attributes its attributes
     * @param from where it begins
     * @param to its end
     */
    public record Parameter(
            String name,
            String type,
            @Nullable String addressSpace,
            boolean indirect,
            List<Attribute> attributes,
            int from,
            int to) {
        public Parameter {
            attributes = List.copyOf(attributes);
        }

        /** The attribute of this name, if there is one. */
        public Optional<Attribute> attribute(String wanted) {
            return find(attributes, wanted);
        }
    }

    /**
     * A variable at program scope.
     *
     * @param name its name
     * @param attributes its attributes
     * @param from where its declaration begins
     * @param nameAt where its name is
     * @param to after its semicolon
     */
    public record Variable(String name, List<Attribute> attributes, int from, int nameAt, int to) {
        public Variable {
            attributes = List.copyOf(attributes);
        }

        /** The attribute that makes it a function constant, if it is one. */
        public Optional<Attribute> functionConstant() {
            return find(attributes, "function_constant");
        }
    }

    /**
     * A declaration of variables in threadgroup memory.
     *
     * @param names the names it declares
     * @param from where it begins
     * @param to after its semicolon
     */
    public record ThreadgroupVariable(List<String> names, int from, int to) {
        public ThreadgroupVariable {
            names = List.copyOf(names);
        }
    }

    /** The function whose body a place is in, if it is in one. */
    public Optional<Function> functionAround(int token) {
        return functions.stream().filter(function -> function.contains(token)).reduce((outer, inner) -> inner);
    }

    /** Whether some kernel's text is here: a definition that is marked, or that an instantiation makes a kernel of. */
    public boolean isKernel(Function function) {
        return function.kernel()
                || functions.stream()
                        .anyMatch(other -> other.kernel()
                                && other.form() == Form.INSTANTIATION
                                && other.name().equals(function.name()));
    }

    private static Optional<Attribute> find(List<Attribute> attributes, String wanted) {
        return attributes.stream().filter(found -> found.name().equals(wanted)).findFirst();
    }
}
