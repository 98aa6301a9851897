package dev.bessemer.runtime.differential;

import java.util.ArrayList;
import java.util.List;

/** Makes the statements of blocks. */
final class StatementGenerator {
    private static final int DEEPEST = 4;
    private static final int EXPRESSION_DEPTH = 4;
    private static final int CASES = 4;
    private static final int LOCAL_SIZE = 8;
    private static final int ROWS = 2;

    private final Dice dice;
    private final ExpressionGenerator expressions;
    private final LoopGenerator loops;

    StatementGenerator(Dice dice) {
        this.dice = dice;
        expressions = new ExpressionGenerator(dice);
        loops = new LoopGenerator(dice, expressions, this);
    }

    /** The statements of a block, fewer the deeper it is. */
    List<Statement> block(Scope scope) {
        return statements(scope, dice.between(1, Math.max(2, 5 - scope.depth())));
    }

    /** So many statements, and less where they would take too long. */
    List<Statement> statements(Scope scope, int count) {
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < count && scope.method().spend(scope.repetitions()); i++) {
            statements.add(make(scope));
        }
        return statements;
    }

    private Statement make(Scope scope) {
        if (scope.depth() < DEEPEST && dice.oneIn(3)) {
            return nested(scope);
        }
        return switch (dice.below(12)) {
            case 0, 1, 2 -> declaration(scope);
            case 3, 4 -> assignment(scope);
            case 5 -> compound(scope);
            case 6 -> increment(scope);
            case 7 -> localArray(scope);
            case 8 -> jump(scope);
            case 9 -> dice.oneIn(3) ? pair(scope) : store(scope);
            default -> store(scope);
        };
    }

    private Statement nested(Scope scope) {
        return switch (dice.below(8)) {
            case 0, 1 -> branch(scope);
            case 2 -> dice.oneIn(2) ? oldSwitch(scope) : arrowSwitch(scope);
            case 3 -> labelledBlock(scope);
            case 4 -> scope.localArrays().isEmpty() ? branch(scope) : forEach(scope);
            default -> loops.make(scope);
        };
    }

    Statement declaration(Scope scope) {
        Expression value = any(dice.pick(JavaType.ALL), scope);
        String name = scope.method().name("v");
        if (dice.oneIn(6)) {
            Expression other = any(value.type(), scope);
            Expression condition = any(JavaType.BOOLEAN, scope);
            scope.add(Variable.of(name, value.type()));
            return Statement.of(
                    value.type().keyword() + " " + name + ";\nif (#) {\n    " + name + " = #;\n} else {\n    " + name
                            + " = #;\n}",
                    condition,
                    value,
                    other);
        }
        scope.add(Variable.of(name, value.type()));
        String type =
                dice.oneIn(8) ? "final " + value.type().keyword() : value.type().keyword();
        if (type.startsWith("final")) {
            scope.variables().removeLast();
            scope.add(Variable.constant(name, value.type()));
        }
        return Statement.of(type + " " + name + " = #;", value);
    }

    private Statement assignment(Scope scope) {
        if (scope.assignable().isEmpty()) {
            return declaration(scope);
        }
        Variable target = dice.pick(scope.assignable());
        return Statement.of(target.name() + " = #;", expressions.assignableTo(target.type(), scope, EXPRESSION_DEPTH));
    }

    private Statement compound(Scope scope) {
        if (scope.assignable().isEmpty()) {
            return declaration(scope);
        }
        Variable target = dice.pick(scope.assignable());
        return compound(target.name(), List.of(), target.type(), scope);
    }

    /** A compound assignment to a variable, or to an array's element. */
    private Statement compound(String target, List<Expression> index, JavaType type, Scope scope) {
        String operator;
        List<JavaType> operands;
        if (type == JavaType.BOOLEAN) {
            operator = dice.of("&= #", "|= #", "^= #");
            operands = List.of(JavaType.BOOLEAN);
        } else if (type == JavaType.FLOAT || dice.oneIn(2)) {
            operator = dice.of("+= #", "-= #", "*= #");
            operands = JavaType.NUMERIC;
        } else {
            operator = dice.of("&= #", "|= #", "^= #", "<<= #", ">>= #", ">>>= #", "/= (# | 1)", "%= (# | 1)");
            operands = JavaType.INTEGRAL;
        }
        List<Expression> parts = new ArrayList<>(index);
        parts.add(expressions.makeAny(operands, scope, EXPRESSION_DEPTH - 1));
        return Statement.of(target + " " + operator + ";", parts, List.of());
    }

    private Statement increment(Scope scope) {
        List<Variable> numbers =
                scope.assignable().stream().filter(v -> v.type().isNumeric()).toList();
        if (numbers.isEmpty()) {
            return store(scope);
        }
        return Statement.of(dice.pick(numbers).name() + dice.of("++;", "--;"));
    }

    /** Declares a local array, or changes an element of one. */
    private Statement localArray(Scope scope) {
        List<LocalArray> arrays = scope.changingArrays();
        if (arrays.isEmpty() || dice.oneIn(4)) {
            return newArray(scope);
        }
        LocalArray array = dice.pick(arrays);
        if (dice.oneIn(5)) {
            return wholeArray(array, scope);
        }
        Expression index = expressions.localIndex(array, scope, 2);
        String element = array.name() + "[#]";
        if (dice.oneIn(2)) {
            return compound(element, List.of(index), array.element(), scope);
        }
        return array.element().isNumeric() && dice.oneIn(3)
                ? Statement.of(element + dice.of("++;", "--;"), index)
                : Statement.of(
                        element + " = #;", index, expressions.assignableTo(array.element(), scope, EXPRESSION_DEPTH));
    }

    /** Fills or copies parts of an array, or all of it. */
    private Statement wholeArray(LocalArray array, Scope scope) {
        List<LocalArray> sources = scope.localArrays().stream()
                .filter(a -> a.element() == array.element())
                .toList();
        int count = dice.below(5);
        int first = dice.below(array.size() - count + 1);
        if (dice.oneIn(2)) {
            LocalArray from = dice.pick(sources);
            int start = dice.below(from.size() - count + 1);
            return Statement.of("System.arraycopy(" + from.name() + ", " + start + ", " + array.name() + ", " + first
                    + ", " + count + ");");
        }
        String part = dice.oneIn(2) ? "" : first + ", " + (first + count) + ", ";
        String type = array.element().keyword();
        return Statement.of(
                "Arrays.fill(" + array.name() + ", " + part + "(" + type + ") (#));",
                expressions.assignableTo(array.element(), scope, EXPRESSION_DEPTH));
    }

    private Statement copy(LocalArray array, String name, Scope scope) {
        String form = dice.of(
                array.name() + ".clone()",
                "Arrays.copyOf(" + array.name() + ", " + LOCAL_SIZE + ")",
                "Arrays.copyOfRange(" + array.name() + ", 1, 5)");
        int size = form.contains("clone") ? array.size() : form.contains("Range") ? 4 : LOCAL_SIZE;
        scope.add(new LocalArray(name, array.element(), size));
        return Statement.of(array.element().keyword() + "[] " + name + " = " + form + ";");
    }

    private Statement newArray(Scope scope) {
        JavaType type = dice.pick(JavaType.ALL);
        String name = scope.method().name("t");
        if (!scope.localArrays().isEmpty() && dice.oneIn(6)) {
            return copy(dice.pick(scope.localArrays()), name, scope);
        }
        String keyword = type.keyword();
        if (dice.oneIn(4)) {
            return newRows(type, name, scope);
        }
        String declared = keyword + "[] " + name + " = ";
        if (dice.oneIn(3)) {
            List<Expression> elements = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                elements.add(expressions.assignableTo(type, scope, 2));
            }
            scope.add(new LocalArray(name, type, 4));
            return Statement.of(declared + "{ #, #, #, # };", elements, List.of());
        }
        scope.add(new LocalArray(name, type, LOCAL_SIZE));
        return Statement.of(declared + "new " + keyword + "[" + LOCAL_SIZE + "];");
    }

    /** Declares a record, whose components are variables then, or assigns another to it. */
    private Statement pair(Scope scope) {
        Expression first = expressions.assignableTo(JavaType.INT, scope, 3);
        Expression second = expressions.assignableTo(JavaType.FLOAT, scope, 3);
        if (!scope.pairs().isEmpty() && dice.oneIn(2)) {
            return Statement.of(dice.pick(scope.pairs()) + " = new Pair(#, #);", first, second);
        }
        String name = scope.method().name("r");
        if (dice.oneIn(3)) {
            return pairArray(name, List.of(first, second), scope);
        }
        scope.pairs().add(name);
        scope.add(Variable.constant(name + ".first()", JavaType.INT));
        scope.add(Variable.constant(name + ".second()", JavaType.FLOAT));
        return Statement.of("Pair " + name + " = new Pair(#, #);", first, second);
    }

    /** Declares an array of records, of which two elements are variables then. */
    private Statement pairArray(String name, List<Expression> parts, Scope scope) {
        List<Variable> numbers = scope.variables(JavaType.INT);
        String place = numbers.isEmpty() ? "1" : dice.pick(numbers).name() + " & 1";
        for (String element : List.of(name + "[0]", name + "[" + place + "]")) {
            scope.pairs().add(element);
            scope.add(Variable.constant(element + ".first()", JavaType.INT));
            scope.add(Variable.constant(element + ".second()", JavaType.FLOAT));
        }
        return Statement.of("Pair[] " + name + " = { new Pair(#, 3f), new Pair(4, #) };", parts, List.of());
    }

    /** Declares an array of arrays, empty or listed; some of its rows are arrays that statements use. */
    private Statement newRows(JavaType type, String name, Scope scope) {
        String declared = type.keyword() + "[][] " + name + " = ";
        Statement made = dice.oneIn(2)
                ? listedRows(type, declared, scope)
                : Statement.of(declared + "new " + type.keyword() + "[" + ROWS + "][" + LOCAL_SIZE + "];");
        scope.add(new LocalArray(name + "[" + dice.below(ROWS) + "]", type, LOCAL_SIZE));
        List<Variable> numbers = scope.variables(JavaType.INT);
        if (!numbers.isEmpty()) {
            scope.add(new LocalArray(
                    name + "[" + dice.pick(numbers).name() + " & " + (ROWS - 1) + "]", type, LOCAL_SIZE));
        }
        return made;
    }

    private Statement listedRows(JavaType type, String declared, Scope scope) {
        List<Expression> elements = new ArrayList<>();
        for (int i = 0; i < ROWS * 2; i++) {
            elements.add(expressions.assignableTo(type, scope, 2));
        }
        String rest = type == JavaType.BOOLEAN ? ", true" : ", 7";
        String row = "{ #, #" + rest.repeat(LOCAL_SIZE - 2) + " }";
        return Statement.of(declared + "{ " + row + ", " + row + " };", elements, List.of());
    }

    /** Writes a device array. */
    Statement store(Scope scope) {
        if (scope.written().isEmpty()) {
            return assignment(scope);
        }
        DeviceParameter array = dice.pick(scope.written());
        JavaType type = array.kind().element();
        return Statement.of(
                array.name() + "." + array.kind().setter() + "(#, #);",
                expressions.index(array, scope, 2),
                expressions.assignableTo(type, scope, EXPRESSION_DEPTH));
    }

    private Statement branch(Scope scope) {
        Expression condition = any(JavaType.BOOLEAN, scope);
        List<Statement> whenTrue = block(scope.inner(1));
        return switch (dice.below(3)) {
            case 0 -> Statement.of("if (#) {}", List.of(condition), List.of(whenTrue));
            case 1 -> Statement.of("if (#) {} else {}", List.of(condition), List.of(whenTrue, block(scope.inner(1))));
            default ->
                Statement.of(
                        "if (#) {} else if (#) {} else {}",
                        List.of(condition, any(JavaType.BOOLEAN, scope)),
                        List.of(whenTrue, block(scope.inner(1)), block(scope.inner(1))));
        };
    }

    /** A labelled block that may be left early. */
    private Statement labelledBlock(Scope scope) {
        String label = scope.method().name("l");
        Scope inner = scope.inner(1);
        inner.add(new Target(label, false, false));
        List<Statement> body = new ArrayList<>(block(inner));
        body.add(Statement.of("if (#) {\n    break " + label + ";\n}", any(JavaType.BOOLEAN, inner)));
        body.addAll(block(inner));
        return Statement.of(label + ": {}", List.of(), List.of(body));
    }

    /** A switch of the old kind, whose cases fall through at times. */
    private Statement oldSwitch(Scope scope) {
        StringBuilder template = new StringBuilder("switch (" + selector() + ") {\n");
        List<List<Statement>> bodies = new ArrayList<>();
        Scope inner = scope.inner(1);
        inner.add(new Target("", true, false));
        for (int i = 0; i < CASES; i++) {
            boolean last = i == CASES - 1;
            template.append("    ")
                    .append(last && dice.oneIn(2) ? "default" : "case " + (i + i / 2))
                    .append(": {}\n");
            template.append(dice.oneIn(3) ? "" : "        break;\n");
            bodies.add(block(inner.inner(1)));
        }
        return Statement.of(template + "}", List.of(expressions.makeAny(JavaType.INTS, scope, 3)), bodies);
    }

    private Statement arrowSwitch(Scope scope) {
        StringBuilder template = new StringBuilder("switch (" + selector() + ") {\n");
        List<List<Statement>> bodies = new ArrayList<>();
        Scope inner = scope.inner(1);
        inner.add(new Target("", true, false));
        for (int i = 0; i < CASES; i++) {
            boolean last = i == CASES - 1;
            template.append("    ")
                    .append(last ? "default" : "case " + 3 * i + (dice.oneIn(2) ? ", " + (3 * i + 1) : ""));
            template.append(" -> {}\n");
            bodies.add(block(inner.inner(1)));
        }
        return Statement.of(template + "}", List.of(expressions.makeAny(JavaType.INTS, scope, 3)), bodies);
    }

    private String selector() {
        return dice.of("# & 7", "(byte) (# & 7)", "(char) (# & 15)", "# % 4", "(short) #");
    }

    private Statement forEach(Scope scope) {
        LocalArray array = dice.pick(scope.localArrays());
        String name = scope.method().name("e");
        Scope body = scope.inner(array.size());
        body.add(Variable.of(name, array.element()));
        body.add(new Target("", true, true));
        String template = "for (" + array.element().keyword() + " " + name + " : " + array.name() + ") {}";
        return Statement.of(template, List.of(), List.of(block(body)));
    }

    /** A conditional break, continue or return, as far as there is something to leave. */
    private Statement jump(Scope scope) {
        List<String> jumps = new ArrayList<>();
        Target innermost = scope.innermost();
        if (innermost != null) {
            jumps.add("break");
        }
        if (scope.targets().stream().anyMatch(Target::continues)) {
            jumps.add("continue");
        }
        for (Target target : scope.targets()) {
            if (target.named()) {
                jumps.add((target.continues() && (!target.breaks() || dice.oneIn(2)) ? "continue " : "break ")
                        + target.label());
            }
        }
        if (scope.method().returns() && scope.method().result() == null) {
            jumps.add("return");
        }
        JavaType result = scope.method().result();
        if (result != null && (jumps.isEmpty() || dice.oneIn(3))) {
            return Statement.of("if (#) {\n    return #;\n}", any(JavaType.BOOLEAN, scope), any(result, scope));
        }
        return jumps.isEmpty()
                ? store(scope)
                : Statement.of("if (#) {\n    " + dice.pick(jumps) + ";\n}", any(JavaType.BOOLEAN, scope));
    }

    private Expression any(JavaType type, Scope scope) {
        return expressions.make(type, scope, EXPRESSION_DEPTH);
    }
}
