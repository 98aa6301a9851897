package dev.bessemer.simulator.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Reads one declaration at namespace or class scope. */
final class DeclarationReader {
    /** What a declaration turned out to be. */
    sealed interface Found permits FoundFunction, FoundVariable, FoundClass {}

    /** A function. */
    record FoundFunction(Outline.Function function) implements Found {}

    /** A variable. */
    record FoundVariable(Outline.Variable variable) implements Found {}

    /** A class with a body. */
    record FoundClass(String path, int bodyFrom, int bodyTo) implements Found {}

    private static final Set<String> CLASSES = Set.of("struct", "class", "union", "enum");
    private final TokenCursor cursor;
    private final String path;
    private final boolean inClass;
    private final boolean template;
    private final boolean instantiation;

    private final List<Attribute> attributes = new ArrayList<>();
    private int from;
    private boolean kernel;
    private int nameFrom = -1;
    private int nameTo = -1;

    DeclarationReader(TokenCursor cursor, String path, boolean inClass, boolean template, boolean instantiation) {
        this.cursor = cursor;
        this.path = path;
        this.inClass = inClass;
        this.template = template;
        this.instantiation = instantiation;
    }

    /** Reads the declaration that begins at a place, after its {@code template <...>} at {@code start}, hands on what it is, and returns where the next one begins. */
    int read(int from, int start, Consumer<Found> sink) {
        this.from = from;
        int i = start;
        while (i < cursor.size()) {
            String text = cursor.at(i).text();
            if (CLASSES.contains(text)) {
                int after = readClass(i, sink);
                if (after >= 0) {
                    return after;
                }
            }
            switch (text) {
                case "(" -> {
                    return readFunction(start, i, sink);
                }
                case ";", "=", "{" -> {
                    return readVariable(start, i, sink);
                }
                case "}" -> {
                    return i + 1;
                }
                default -> i = step(i);
            }
        }
        return i;
    }

    /** Steps over one part of the specifiers or the declarator. */
    private int step(int i) {
        String text = cursor.at(i).text();
        if (cursor.isAttributes(i)) {
            attributes.addAll(cursor.attributes(i));
            kernel |= attributes.stream().anyMatch(found -> found.name().equals("kernel"));
            return cursor.afterGroup(i);
        }
        if (text.equals("[")) {
            return cursor.afterGroup(i);
        }
        if (TokenCursor.WITH_GROUP.contains(text)) {
            return cursor.is(i + 1, "(") ? cursor.afterGroup(i + 1) : i + 1;
        }
        if (text.equals("operator")) {
            return operator(i);
        }
        if (cursor.isWord(i)) {
            kernel |= text.equals("kernel");
            return name(i);
        }
        return i + 1;
    }

    /** A name, perhaps qualified and with template arguments; the last one before the parentheses is the declared one. */
    private int name(int i) {
        if (!cursor.is(i - 1, "::") || nameFrom < 0) {
            nameFrom = i;
        }
        nameTo = i + 1;
        if (cursor.is(nameTo, "<")) {
            nameTo = cursor.afterAngles(nameTo);
        }
        return nameTo;
    }

    private int operator(int i) {
        nameFrom = i;
        int parameters = cursor.is(i + 1, "(") ? i + 3 : cursor.find(i + 1, "(");
        nameTo = parameters;
        return parameters;
    }

    /** A class, or -1 where the word only names one in a type. */
    private int readClass(int i, Consumer<Found> sink) {
        int brace = i;
        String name = "";
        boolean inBases = false;
        while (brace < cursor.size() && !cursor.is(brace, "{")) {
            String text = cursor.at(brace).text();
            if (TokenCursor.WITH_GROUP.contains(text)) {
                brace = cursor.afterGroup(brace + 1);
                continue;
            }
            if (text.equals("(") || text.equals("=")) {
                return -1;
            }
            if (text.equals(";")) {
                return brace == i + 2 || template || instantiation ? brace + 1 : -1;
            }
            if (text.equals("<")) {
                int after = cursor.afterAngles(brace);
                name += inBases ? "" : cursor.text(brace, after);
                brace = after;
                continue;
            }
            inBases |= text.equals(":");
            if (cursor.isWord(brace) && brace > i && name.isEmpty() && !cursor.is(brace, "class")) {
                name = text;
            }
            brace = cursor.isAttributes(brace) ? cursor.afterGroup(brace) : brace + 1;
        }
        int end = cursor.afterGroup(Math.min(brace, cursor.size() - 1));
        if (!cursor.is(i, "enum")) {
            sink.accept(new FoundClass(path + name + "::", brace + 1, end - 1));
        }
        return cursor.find(end, ";") + 1;
    }

    private int readFunction(int start, int open, Consumer<Found> sink) {
        int close = cursor.afterGroup(open);
        int end = cursor.find(close, "{", ";", "=");
        if (cursor.is(end, "{") && isInitialiserBrace(close, end)) {
            end = bodyOfConstructor(close);
        }
        boolean body = cursor.is(end, "{");
        int after = body ? cursor.afterGroup(end) : cursor.find(end, ";") + 1;
        if (nameFrom >= 0) {
            Outline.Form form = instantiation
                    ? Outline.Form.INSTANTIATION
                    : body ? Outline.Form.DEFINITION : Outline.Form.DECLARATION;
            List<Outline.Parameter> parameters = ParameterReader.read(cursor, open + 1, close - 1);
            sink.accept(new FoundFunction(function(form, start, parameters, body ? end : -1, after)));
        }
        return after;
    }

    private Outline.Function function(
            Outline.Form form, int start, List<Outline.Parameter> parameters, int bodyFrom, int after) {
        int nameAt = nameFrom;
        for (int i = nameFrom; i < nameTo && !cursor.is(i, "<"); i++) {
            nameAt = cursor.isWord(i) ? i : nameAt;
        }
        String name = cursor.is(nameFrom, "operator")
                ? cursor.text(nameFrom, nameTo)
                : cursor.at(nameAt).text();
        String expression = path + cursor.text(nameFrom, nameTo);
        return new Outline.Function(
                name,
                expression,
                form,
                template,
                inClass,
                kernel,
                attributes,
                parameters,
                from,
                start,
                nameAt,
                bodyFrom,
                after);
    }

    /** Whether braces after parameters initialise a member ({@code : x{1} {}}) rather than being the body. */
    private boolean isInitialiserBrace(int close, int brace) {
        return cursor.find(close, ":") < brace && cursor.isWord(brace - 1);
    }

    private int bodyOfConstructor(int close) {
        int i = cursor.find(close, "{");
        while (cursor.is(i, "{") && cursor.isWord(i - 1)) {
            i = cursor.find(cursor.afterGroup(i), "{", ";");
        }
        return i;
    }

    private int readVariable(int start, int at, Consumer<Found> sink) {
        int end = cursor.find(at, ";") + 1;
        if (nameFrom < 0) {
            return end;
        }
        if (instantiation) {
            sink.accept(new FoundFunction(function(Outline.Form.INSTANTIATION, start, List.of(), -1, end)));
        } else if (!inClass && nameFrom > start) {
            String name = cursor.at(nameFrom).text();
            sink.accept(new FoundVariable(new Outline.Variable(name, attributes, start, nameFrom, end)));
        }
        return end;
    }
}
