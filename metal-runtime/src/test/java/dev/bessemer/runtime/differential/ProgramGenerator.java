package dev.bessemer.runtime.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes a program from a seed. */
final class ProgramGenerator {
    private static final int ARRAY_SIZE = 64;
    private static final int MOST_THREADS = ARRAY_SIZE / Program.SLOT_SIZE;
    private static final int GROUPS = 2;

    /** What a task takes. */
    private static final int MOST_PARAMETERS = 20;

    private final long seed;
    private final Dice dice;
    private final boolean faulty;
    private final boolean exact;
    private final boolean parallel;
    private final int threadgroup;
    private final int arraySize;
    private final List<DeviceParameter> arrays = new ArrayList<>();
    private final List<Variable> scalars = new ArrayList<>();
    private final List<String> constants = new ArrayList<>();
    private final List<Helper> helpers = new ArrayList<>();

    private ProgramGenerator(long seed, boolean exact) {
        this.seed = seed;
        this.exact = exact;
        dice = new Dice(seed);
        boolean grid = dice.oneIn(4);
        faulty = !grid && dice.oneIn(6);
        parallel = grid || dice.oneIn(2);
        threadgroup = grid ? dice.of(32, 64, 96) : 0;
        arraySize = grid ? 1024 : ARRAY_SIZE;
    }

    static Program generate(long seed) {
        return new ProgramGenerator(seed, false).program();
    }

    /** Makes a program that calls nothing that devices compute within a bound, rather than to the bit. */
    static Program generateExact(long seed) {
        return new ProgramGenerator(seed, true).program();
    }

    private Program program() {
        parameters();
        int count = dice.below(4);
        for (int i = 0; i < count; i++) {
            helpers.add(helper(i));
        }
        List<Statement> body = threadgroup > 0 ? groupBody() : parallel ? parallelBody() : sequentialBody();
        int threads = threadgroup > 0 ? GROUPS * threadgroup : parallel ? MOST_THREADS : 0;
        return new Program(seed, arrays, scalars, constants, helpers, body, threads, threadgroup, faulty);
    }

    private void parameters() {
        for (ArrayKind kind : ArrayKind.ALL) {
            if (dice.oneIn(2)) {
                arrays.add(new DeviceParameter("in" + arrays.size(), kind, arraySize, false));
            }
            if (dice.oneIn(2)) {
                arrays.add(new DeviceParameter("out" + arrays.size(), kind, arraySize, true));
            }
        }
        arrays.add(new DeviceParameter("out" + arrays.size(), ArrayKind.LONG, arraySize, true));
        int left = MOST_PARAMETERS - arrays.size() - (threadgroup > 0 ? 1 : 0);
        int count = Math.min(dice.between(1, 4), left);
        for (int i = 0; i < count; i++) {
            String name = "p" + i;
            boolean constant = dice.oneIn(4);
            scalars.add(new Variable(name, dice.pick(JavaType.ALL), !constant && !parallel, false));
            if (constant) {
                constants.add(name);
            }
        }
    }

    private Helper helper(int number) {
        boolean takesArrays = dice.oneIn(2);
        MethodContext method = new MethodContext(helpers, takesArrays && parallel ? "slot" : "", faulty, exact);
        JavaType result = dice.pick(JavaType.ALL);
        method.mayReturn(result);
        List<Variable> parameters = new ArrayList<>();
        int count = dice.between(1, 3);
        for (int i = 0; i < count; i++) {
            parameters.add(Variable.of("p" + i, dice.pick(JavaType.ALL)));
        }
        Scope scope = new Scope(method, takesArrays ? arrays : List.of());
        parameters.forEach(scope::add);
        StatementGenerator statements = new StatementGenerator(dice);
        List<Statement> body = new ArrayList<>(statements.statements(scope, dice.between(0, 3)));
        body.add(Statement.of("return #;", new ExpressionGenerator(dice).make(result, scope, 4)));
        return new Helper("helper" + number, result, parameters, takesArrays, method.work() + 1, body);
    }

    private List<Statement> sequentialBody() {
        MethodContext method = new MethodContext(helpers, "", faulty, exact);
        method.mayReturn(null);
        Scope scope = new Scope(method, arrays);
        scalars.forEach(scope::add);
        return body(scope);
    }

    private List<Statement> groupBody() {
        MethodContext method = new MethodContext(helpers, "slot", faulty, exact);
        Scope scope = new Scope(method, arrays);
        scalars.forEach(scope::add);
        List<Statement> body = new ArrayList<>();
        for (String id : List.of("globalIdx", "localIdx", "groupIdx", "laneIdx", "simdgroupIdx")) {
            body.add(Statement.pinned("final int " + id + " = k." + id + ";"));
            scope.add(Variable.constant(id, JavaType.INT));
        }
        body.add(Statement.pinned("final int slot = globalIdx;"));
        for (JavaType type : JavaType.ALL) {
            String name = type.keyword();
            String upper = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            body.add(Statement.of(name + "[] " + name + "s = k.allocate" + upper + "LocalArray(" + threadgroup + ");"));
        }
        body.addAll(new GroupGenerator(dice, threadgroup, scalars).make(scope, dice.between(2, 7)));
        List.copyOf(scope.variables()).forEach(variable -> body.add(dump(variable, scope)));
        return body;
    }

    private List<Statement> parallelBody() {
        MethodContext method = new MethodContext(helpers, "slot", faulty, exact);
        MethodContext outside = new MethodContext(List.of(), "", faulty, exact);
        Scope before =
                new Scope(outside, arrays.stream().filter(a -> !a.written()).toList());
        scalars.forEach(before::add);
        StatementGenerator statements = new StatementGenerator(dice);
        List<Statement> body = new ArrayList<>();
        if (dice.oneIn(2)) {
            body.addAll(statements.statements(before, dice.between(1, 3)));
        }
        method.continueNames(outside);
        Scope threads = new Scope(method, arrays);
        before.localArrays().forEach(array -> threads.add(array.readOnly()));
        before.variables().forEach(v -> threads.add(Variable.constant(v.name(), v.type())));
        body.add(parallelLoop(threads));
        return body;
    }

    private Statement parallelLoop(Scope scope) {
        String header = switch (dice.below(5)) {
            case 0 -> "for (@Parallel int x = 0; x < 16; x++) {}";
            case 1 -> "for (@Parallel int x = 1; x <= 13" + dice.of("", "L") + "; x += 3) {}";
            case 2 -> "for (@Parallel int y = 0; y < 4; y++) {\nfor (@Parallel int x = 0; x < 4; x++) {}\n}";
            case 3 -> "for (@Parallel long x = 2; x < 15; x += 2) {}";
            default ->
                "for (@Parallel int z = 0; z < 2; z++) {\nfor (@Parallel int y = 1; y < 3; y++) {\n"
                        + "for (@Parallel int x = 0; x < 4; ++x) {}\n}\n}";
        };
        String slot = header.contains("int z")
                ? "(z * 8 + y * 4 + x - 4)"
                : header.contains("int y") ? "(y * 4 + x)" : header.contains("long x") ? "(int) x" : "x";
        scope.add(Variable.constant("slot", JavaType.INT));
        scope.add(Variable.constant("x", header.contains("long x") ? JavaType.LONG : JavaType.INT));
        List<Statement> body = new ArrayList<>();
        body.add(Statement.pinned("final int slot = " + slot + ";"));
        Scope inner = scope.inner(1);
        inner.add(new Target("", false, true));
        body.addAll(body(inner));
        return Statement.of(header, List.of(), List.of(body));
    }

    /** Statements, and at the end stores of what they computed. */
    private List<Statement> body(Scope scope) {
        StatementGenerator statements = new StatementGenerator(dice);
        List<Statement> body = new ArrayList<>(statements.statements(scope, dice.between(3, 14)));
        for (Variable variable : List.copyOf(scope.variables())) {
            body.add(dump(variable, scope));
        }
        return body;
    }

    private Statement dump(Variable variable, Scope scope) {
        List<DeviceParameter> fitting = scope.written().stream()
                .filter(a -> variable.type().widensTo(a.kind().element()))
                .toList();
        DeviceParameter array = fitting.isEmpty() ? scope.written().getLast() : dice.pick(fitting);
        JavaType element = array.kind().element();
        Expression value = variable.type() == JavaType.BOOLEAN
                ? Expression.of(element, "(# ? 1 : 0)", variable.read())
                : Expression.of(element, "((" + element.keyword() + ") #)", variable.read());
        String place = scope.method().slot().isEmpty()
                ? "" + dice.below(array.size())
                : "slot * " + Program.SLOT_SIZE + " + " + dice.below(Program.SLOT_SIZE);
        return Statement.of(array.name() + "." + array.kind().setter() + "(" + place + ", #);", value);
    }
}
