package dev.bessemer.simulator.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the outline of a file: reads declarations at namespace and class scope and steps over what is in bodies, where only threadgroup
 * variables are looked for. Text that is no C++ is stepped over as well: clang complains about it.
 */
public final class OutlineParser {
    private static final Set<String> NO_DECLARATION =
            Set.of("using", "typedef", "static_assert", "friend", "concept", "asm", "__asm__", "_Static_assert");

    private final TokenCursor cursor;
    private final List<Outline.Function> functions = new ArrayList<>();
    private final List<Outline.Variable> variables = new ArrayList<>();
    private final List<Outline.ThreadgroupVariable> threadgroupVariables = new ArrayList<>();

    private OutlineParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** The outline of a file. */
    public static Outline parse(PreprocessedText text) {
        TokenCursor cursor = new TokenCursor(text.tokens());
        OutlineParser parser = new OutlineParser(cursor);
        parser.parseScope(0, cursor.size(), new Scope("", false));
        parser.findThreadgroupVariables();
        return new Outline(parser.functions, parser.variables, parser.threadgroupVariables);
    }

    /** Where declarations stand: the namespaces with {@code ::} after each, and whether in a class. */
    private record Scope(String path, boolean inClass) {}

    private void parseScope(int from, int to, Scope scope) {
        int i = from;
        while (i < to) {
            i = Math.max(i + 1, parseOne(i, scope));
        }
    }

    /** Reads one declaration and returns where the next one begins. */
    private int parseOne(int i, Scope scope) {
        String text = cursor.at(i).text();
        if (text.equals("namespace") || (text.equals("inline") && cursor.is(i + 1, "namespace"))) {
            return parseNamespace(text.equals("inline") ? i + 1 : i, scope);
        }
        if (text.equals("extern")
                && cursor.at(Math.min(i + 1, cursor.size() - 1)).kind() == Token.Kind.LITERAL) {
            return cursor.is(i + 2, "{") ? parseBraces(i + 2, scope) : i + 2;
        }
        if (NO_DECLARATION.contains(text)) {
            return cursor.find(i, ";") + 1;
        }
        if (text.equals("template")) {
            return parseTemplate(i, scope);
        }
        if (scope.inClass() && cursor.isWord(i) && cursor.is(i + 1, ":")) {
            return i + 2;
        }
        return new DeclarationReader(cursor, scope.path(), scope.inClass(), false, false).read(i, i, this::accept);
    }

    private int parseNamespace(int i, Scope scope) {
        int open = cursor.find(i, "{", ";");
        if (!cursor.is(open, "{")) {
            return open + 1;
        }
        StringBuilder path = new StringBuilder(scope.path());
        for (int j = i + 1; j < open; j++) {
            if (cursor.isAttributes(j)) {
                j = cursor.afterGroup(j) - 1;
            } else if (cursor.isWord(j)) {
                path.append(cursor.at(j).text()).append("::");
            }
        }
        return parseBraces(open, new Scope(path.toString(), false));
    }

    private int parseBraces(int open, Scope scope) {
        int end = cursor.afterGroup(open);
        parseScope(open + 1, end - 1, scope);
        return end;
    }

    private int parseTemplate(int i, Scope scope) {
        int start = i;
        boolean instantiation = !cursor.is(i + 1, "<");
        while (cursor.is(start, "template") && cursor.is(start + 1, "<")) {
            start = cursor.afterAngles(start + 1);
        }
        if (instantiation) {
            start = i + 1;
        }
        if (start < cursor.size() && NO_DECLARATION.contains(cursor.at(start).text())) {
            return cursor.find(start, ";") + 1;
        }
        return new DeclarationReader(cursor, scope.path(), scope.inClass(), !instantiation, instantiation)
                .read(i, start, this::accept);
    }

    /** Takes what a declaration turned out to be. */
    private void accept(DeclarationReader.Found found) {
        switch (found) {
            case DeclarationReader.FoundFunction function -> functions.add(function.function());
            case DeclarationReader.FoundVariable variable -> variables.add(variable.variable());
            case DeclarationReader.FoundClass type ->
                parseScope(type.bodyFrom(), type.bodyTo(), new Scope(type.path(), true));
        }
    }

    private void findThreadgroupVariables() {
        for (int i = 0; i < cursor.size(); i++) {
            if (cursor.is(i, "threadgroup") && startsStatement(i)) {
                int to = cursor.find(i, ";") + 1;
                List<String> names = variablesOf(i, to - 1);
                if (!names.isEmpty()) {
                    threadgroupVariables.add(new Outline.ThreadgroupVariable(names, statementStart(i), to));
                }
            }
        }
    }

    /** Where the declaration begins whose address space is here: before its other qualifiers. */
    private int statementStart(int i) {
        int start = i;
        int before = cursor.beforeQualifier(start);
        while (before < start) {
            start = before;
            before = cursor.beforeQualifier(start);
        }
        return start;
    }

    private boolean startsStatement(int i) {
        int before = statementStart(i) - 1;
        return before < 0
                || cursor.is(before, ";")
                || cursor.is(before, "{")
                || cursor.is(before, "}")
                || (cursor.is(before, "]") && cursor.is(before - 1, "]"))
                || (cursor.is(before, ":") && !cursor.is(before - 1, ")"));
    }

    /** The names declared between two places; none where the first declarator is a pointer, a reference or a function. */
    private List<String> variablesOf(int from, int to) {
        List<String> names = new ArrayList<>();
        int name = -1;
        int i = from;
        while (i < to) {
            String text = cursor.at(i).text();
            if (text.equals("*") || text.equals("&") || text.equals("(")) {
                return names;
            }
            if (TokenCursor.WITH_GROUP.contains(text)) {
                i = cursor.afterGroup(i + 1);
                continue;
            }
            if (cursor.isWord(i)) {
                name = i;
            }
            if (text.equals("<")) {
                i = cursor.afterAngles(i);
                name = -1;
                continue;
            }
            if (text.equals("[") || text.equals("=") || text.equals("{")) {
                i = cursor.find(i, ",");
                text = ",";
            }
            if (text.equals(",") && name >= 0) {
                names.add(cursor.at(name).text());
                name = -1;
            }
            i++;
        }
        if (name > from + 1) {
            names.add(cursor.at(name).text());
        }
        return names;
    }
}
