package dev.bessemer.runtime.differential;

import java.util.ArrayList;
import java.util.List;

/** Makes expressions out of what a scope has. */
final class ExpressionGenerator {
    private static final int SWITCH_ARMS = 4;

    private final Dice dice;

    ExpressionGenerator(Dice dice) {
        this.dice = dice;
    }

    /** An expression of a type, its tree at most so deep. */
    Expression make(JavaType type, Scope scope, int depth) {
        if (depth <= 0) {
            return leaf(type, scope);
        }
        return switch (dice.below(16)) {
            case 0, 1 -> leaf(type, scope);
            case 2, 3 -> rule(Rules.library(type, scope.method().exact()), type, scope, depth);
            case 4, 5 -> element(type, scope, depth);
            case 6 -> ternary(type, scope, depth);
            case 7 -> assignment(type, scope, depth);
            case 8 -> call(type, scope, depth);
            case 9 -> dice.oneIn(4) ? switched(type, scope, depth) : leaf(type, scope);
            case 10 -> rule(scope.method().faulty() ? Rules.faulty(type) : List.of(), type, scope, depth);
            default -> rule(Rules.operators(type), type, scope, depth);
        };
    }

    /** An expression of one of some types, which the scope's variables suggest. */
    Expression makeAny(List<JavaType> types, Scope scope, int depth) {
        List<Variable> fitting =
                scope.variables().stream().filter(v -> types.contains(v.type())).toList();
        JavaType type = fitting.isEmpty() || dice.oneIn(3)
                ? dice.pick(types)
                : dice.pick(fitting).type();
        return make(type, scope, depth);
    }

    /** An expression that may be assigned to a variable of a type: one of the type, or one that widens to it. */
    Expression assignableTo(JavaType type, Scope scope, int depth) {
        List<JavaType> widening =
                JavaType.ALL.stream().filter(t -> t.widensTo(type)).toList();
        return make(dice.oneIn(3) ? dice.pick(widening) : type, scope, depth);
    }

    private Expression leaf(JavaType type, Scope scope) {
        List<Variable> variables = scope.variables(type);
        if (!variables.isEmpty() && !dice.oneIn(4)) {
            return dice.pick(variables).read();
        }
        List<Variable> numbers =
                scope.variables().stream().filter(v -> v.type().isNumeric()).toList();
        if (type.isNumeric() && !numbers.isEmpty() && dice.oneIn(2)) {
            return Expression.of(
                    type, "((" + type.keyword() + ") #)", dice.pick(numbers).read());
        }
        return Expression.of(type, type.literal(dice));
    }

    private Expression rule(List<Rule> rules, JavaType type, Scope scope, int depth) {
        if (rules.isEmpty()) {
            return leaf(type, scope);
        }
        Rule rule = dice.pick(rules);
        List<Expression> parts = new ArrayList<>();
        rule.parts().forEach(types -> parts.add(makeAny(types, scope, depth - 1)));
        return new Expression(type, rule.template(), parts);
    }

    private Expression ternary(JavaType type, Scope scope, int depth) {
        return Expression.of(
                type,
                "(# ? # : #)",
                make(JavaType.BOOLEAN, scope, depth - 1),
                make(type, scope, depth - 1),
                make(type, scope, depth - 1));
    }

    private Expression switched(JavaType type, Scope scope, int depth) {
        List<Expression> parts = new ArrayList<>();
        parts.add(make(JavaType.INT, scope, depth - 1));
        StringBuilder arms = new StringBuilder("(switch (# & 7) { ");
        int label = 0;
        for (int i = 0; i < SWITCH_ARMS - 1; i++) {
            arms.append("case ").append(label).append(dice.oneIn(2) ? "" : ", " + ++label);
            arms.append(dice.oneIn(3) ? yielding(type, scope.method().name("y")) : " -> #; ");
            label += dice.between(1, 2);
            parts.add(make(type, scope, depth - 2));
        }
        parts.add(make(type, scope, depth - 1));
        return new Expression(type, arms + "default -> #; })", parts);
    }

    private static String yielding(JavaType type, String name) {
        return " -> { " + type.keyword() + " " + name + " = #; yield " + name + "; } ";
    }

    /** An assignment, or an increment, as an expression. */
    private Expression assignment(JavaType type, Scope scope, int depth) {
        List<Variable> targets =
                scope.variables(type).stream().filter(Variable::assignable).toList();
        if (targets.isEmpty()) {
            return leaf(type, scope);
        }
        String name = dice.pick(targets).name();
        if (type == JavaType.BOOLEAN) {
            return Expression.of(type, "(" + name + dice.of(" = ", " ^= ") + "#)", make(type, scope, depth - 1));
        }
        return switch (dice.below(4)) {
            case 0 -> Expression.of(type, "(" + name + " = #)", assignableTo(type, scope, depth - 1));
            case 1 ->
                Expression.of(
                        type,
                        "(" + name + dice.of(" += ", " -= ", " *= ") + "#)",
                        makeAny(JavaType.NUMERIC, scope, depth - 1));
            case 2 -> Expression.of(type, "(" + name + dice.of("++", "--") + ")");
            default -> Expression.of(type, "(" + dice.of("++", "--") + name + ")");
        };
    }

    /** An element of an array, or an array's size. */
    private Expression element(JavaType type, Scope scope, int depth) {
        List<LocalArray> locals =
                scope.localArrays().stream().filter(a -> a.element() == type).toList();
        if (!locals.isEmpty() && dice.oneIn(2)) {
            LocalArray array = dice.pick(locals);
            return new Expression(type, array.name() + "[#]", List.of(localIndex(array, scope, depth - 1)));
        }
        if (type == JavaType.INT && dice.oneIn(8)) {
            return size(scope);
        }
        List<DeviceParameter> arrays =
                scope.arrays().stream().filter(a -> a.kind().element() == type).toList();
        if (arrays.isEmpty()) {
            return rule(Rules.operators(type), type, scope, depth);
        }
        DeviceParameter array = dice.pick(arrays);
        String read = array.name() + "." + array.kind().getter() + "(#)";
        return Expression.of(type, read, index(array, scope, depth - 1));
    }

    private Expression size(Scope scope) {
        List<Expression> sizes = new ArrayList<>();
        scope.localArrays().forEach(a -> sizes.add(Expression.of(JavaType.INT, a.name() + ".length")));
        scope.arrays().forEach(a -> sizes.add(Expression.of(JavaType.INT, a.name() + ".getSize()")));
        return sizes.isEmpty() ? leaf(JavaType.INT, scope) : dice.pick(sizes);
    }

    /** An index of a local array; in a faulty kernel at times out of range. */
    Expression localIndex(LocalArray array, Scope scope, int depth) {
        int mask = scope.method().faulty() && dice.oneIn(6) ? 2 * array.size() - 1 : array.size() - 1;
        Expression index = masked(mask, scope, depth);
        return index.type() == JavaType.LONG ? Expression.of(JavaType.INT, "(int) #", index) : index;
    }

    /** An index of a device array that only this thread may write, in range unless the kernel is faulty. */
    Expression index(DeviceParameter array, Scope scope, int depth) {
        String slot = scope.method().slot();
        if (!slot.isEmpty() && array.written()) {
            Expression place = masked(Program.SLOT_SIZE - 1, scope, depth);
            return Expression.of(JavaType.INT, "(" + slot + " * " + Program.SLOT_SIZE + " + #)", place);
        }
        if (scope.method().faulty() && dice.oneIn(8)) {
            return dice.oneIn(2)
                    ? masked(2 * array.size() - 1, scope, depth)
                    : Expression.of(JavaType.INT, "(# - 1)", masked(array.size() - 1, scope, depth));
        }
        return masked(array.size() - 1, scope, depth);
    }

    private Expression masked(int mask, Scope scope, int depth) {
        List<Variable> small =
                scope.variables().stream().filter(Variable::small).toList();
        if (mask >= 7 && !small.isEmpty() && dice.oneIn(3)) {
            return Expression.of(JavaType.INT, "(#)", dice.pick(small).read());
        }
        if (dice.oneIn(8)) {
            return Expression.of(JavaType.LONG, "(# & " + mask + "L)", make(JavaType.LONG, scope, depth));
        }
        if (dice.oneIn(6)) {
            return Expression.of(
                    JavaType.INT, "Math.floorMod(#, " + (mask + 1) + ")", make(JavaType.INT, scope, depth));
        }
        return Expression.of(JavaType.INT, "(# & " + mask + ")", makeAny(JavaType.INTS, scope, depth));
    }

    /** A call of a helper of the type. */
    private Expression call(JavaType type, Scope scope, int depth) {
        List<Helper> helpers = scope.method().helpers().stream()
                .filter(h ->
                        h.result() == type && (!h.arrays() || !scope.arrays().isEmpty()))
                .toList();
        if (helpers.isEmpty()) {
            return rule(Rules.operators(type), type, scope, depth);
        }
        Helper helper = dice.pick(helpers);
        if (!scope.method().spend(scope.repetitions() * helper.work())) {
            return leaf(type, scope);
        }
        List<String> arguments = new ArrayList<>();
        List<Expression> parts = new ArrayList<>();
        for (Variable parameter : helper.parameters()) {
            arguments.add("#");
            parts.add(assignableTo(parameter.type(), scope, depth - 1));
        }
        if (helper.arrays()) {
            scope.arrays().forEach(a -> arguments.add(a.name()));
            if (!scope.method().slot().isEmpty()) {
                arguments.add(scope.method().slot());
            }
        }
        return new Expression(type, helper.name() + "(" + String.join(", ", arguments) + ")", parts);
    }
}
