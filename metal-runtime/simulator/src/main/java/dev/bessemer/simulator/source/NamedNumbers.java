package dev.bessemer.simulator.source;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The numbers that a file has names for, as slots have in headers that hosts and kernels share: enumerators, and integer constants. What is more than a sum of numbers
 * and such names is not read.
 */
final class NamedNumbers {
    private final TokenCursor cursor;
    private final Map<String, Integer> numbers = new HashMap<>();

    private NamedNumbers(TokenCursor cursor) {
        this.cursor = cursor;
    }

    static Map<String, Integer> of(TokenCursor cursor) {
        NamedNumbers names = new NamedNumbers(cursor);
        for (int i = 0; i < cursor.size(); i++) {
            if (cursor.is(i, "enum")) {
                names.readEnum(cursor.find(i, "{", ";", "=", ")"));
            } else if (cursor.is(i, "constexpr") || cursor.is(i, "constant")) {
                names.readConstant(cursor.find(i, "=", ";", ")", "{", ","));
            }
        }
        return Map.copyOf(names.numbers);
    }

    private void readEnum(int brace) {
        if (!cursor.is(brace, "{")) {
            return;
        }
        int end = cursor.afterGroup(brace) - 1;
        OptionalInt value = OptionalInt.empty();
        for (int i = brace + 1; i < end; i = cursor.find(i, ",", "}") + 1) {
            boolean given = cursor.is(i + 1, "=");
            if (given) {
                value = sum(i + 2, cursor.find(i, ",", "}"));
            } else if (i == brace + 1) {
                value = OptionalInt.of(0);
            } else if (value.isPresent()) {
                value = OptionalInt.of(value.getAsInt() + 1);
            }
            String name = cursor.at(i).text();
            value.ifPresent(number -> numbers.put(name, number));
        }
    }

    private void readConstant(int equals) {
        if (cursor.is(equals, "=") && cursor.isWord(equals - 1)) {
            String name = cursor.at(equals - 1).text();
            sum(equals + 1, cursor.find(equals, ";", ",")).ifPresent(number -> numbers.putIfAbsent(name, number));
        }
    }

    private OptionalInt sum(int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i += 2) {
            String term = cursor.at(i).text();
            OptionalInt number =
                    numbers.containsKey(term) ? OptionalInt.of(numbers.get(term)) : Attribute.integer(term);
            if (number.isEmpty() || (i + 1 < to && !cursor.is(i + 1, "+"))) {
                return OptionalInt.empty();
            }
            sum += number.getAsInt();
        }
        return OptionalInt.of(sum);
    }
}
