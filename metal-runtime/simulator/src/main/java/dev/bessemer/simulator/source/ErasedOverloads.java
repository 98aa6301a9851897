package dev.bessemer.simulator.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Functions that differ from an earlier one in address spaces alone. Without address spaces they are the same function twice; as a rule
 * they do the same, too, so that one of them will do; where they do not, the file cannot be executed.
 */
final class ErasedOverloads {
    private ErasedOverloads() {}

    /** The definitions that have to go, each but the first of its kind. */
    static List<Outline.Function> find(TokenCursor cursor, Outline outline) {
        Map<String, String> bodies = new HashMap<>();
        List<Outline.Function> found = new ArrayList<>();
        for (Outline.Function function : outline.functions()) {
            if (function.form() == Outline.Form.DEFINITION) {
                String body = erased(cursor, function.bodyFrom(), function.bodyTo());
                String first = bodies.putIfAbsent(signature(cursor, function), body);
                if (first != null && !first.equals(body)) {
                    throw new ExecutionRefusedException(
                            "functions " + function.name()
                                    + " differ in address spaces alone, but do different things: executed,"
                                    + " they would be one",
                            "give one of them another name");
                }
                if (first != null) {
                    found.add(function);
                }
            }
        }
        return found;
    }

    private static String signature(TokenCursor cursor, Outline.Function function) {
        StringBuilder signature = new StringBuilder(function.expression());
        signature.append(erased(cursor, function.from(), function.nameAt())).append('(');
        for (Outline.Parameter parameter : function.parameters()) {
            signature.append(erasedType(parameter)).append(',');
        }
        int close = function.parameters().isEmpty()
                ? function.nameAt()
                : function.parameters().getLast().to();
        return signature.append(erased(cursor, close, function.bodyFrom())).toString();
    }

    private static String erasedType(Outline.Parameter parameter) {
        StringBuilder type = new StringBuilder();
        boolean constant = false;
        for (String word : parameter.type().split(" ", -1)) {
            constant |= word.equals("const") || word.equals("constant");
            if (!Outline.ADDRESS_SPACES.contains(word) && !word.equals("const")) {
                type.append(word).append(' ');
            }
        }
        return constant ? "const " + type : type.toString();
    }

    /** Tokens as a text, without address spaces. */
    static String erased(TokenCursor cursor, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (!Outline.ADDRESS_SPACES.contains(cursor.at(i).text())) {
                text.append(cursor.at(i).text()).append(' ');
            }
        }
        return text.toString();
    }
}
