package dev.bessemer.simulator.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Specialisations of class templates that differ from an earlier one in address spaces alone, such as those for {@code device T*} and {@code threadgroup T*}. Without
 * address spaces they are the same class twice; where they hold the same, one of them will do; where they do not, the file cannot be executed.
 */
final class ErasedSpecialisations {
    private final Edits edits;
    private final TokenCursor cursor;
    private final Map<String, String> bodies = new HashMap<>();

    private ErasedSpecialisations(Edits edits, TokenCursor cursor) {
        this.edits = edits;
        this.cursor = cursor;
    }

    static void drop(Edits edits, TokenCursor cursor) {
        new ErasedSpecialisations(edits, cursor).drop();
    }

    private void drop() {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < cursor.size(); i++) {
            switch (cursor.at(i).text()) {
                case "{" -> open.push(i);
                case "}" -> open.poll();
                case "template" -> consider(i, open.isEmpty() ? -1 : open.peek());
                default -> {}
            }
        }
    }

    /** Drops what a {@code template} begins if it is a specialisation that was there before, in the same scope. */
    private void consider(int from, int scope) {
        int start = from;
        while (cursor.is(start, "template") && cursor.is(start + 1, "<")) {
            start = cursor.afterAngles(start + 1);
        }
        boolean specialisation =
                start > from && (cursor.is(start, "struct") || cursor.is(start, "class")) && cursor.is(start + 2, "<");
        int brace = specialisation ? cursor.find(start, "{", ";") : -1;
        if (!specialisation || !cursor.is(brace, "{")) {
            return;
        }
        int end = cursor.find(cursor.afterGroup(brace), ";") + 1;
        int header = cursor.afterAngles(start + 2);
        String body = ErasedOverloads.erased(cursor, header, end);
        String first = bodies.putIfAbsent(scope + " " + ErasedOverloads.erased(cursor, from, header), body);
        if (first == null) {
            return;
        }
        if (!first.equals(body)) {
            throw new ExecutionRefusedException(
                    "specialisations of " + cursor.at(start + 1).text()
                            + " differ in address spaces alone, but hold different things: executed, they would be one",
                    "choose by something else than the address space");
        }
        edits.erase(from, end);
    }
}
