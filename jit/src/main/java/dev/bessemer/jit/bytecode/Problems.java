package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.Value;

/** The diagnostics of instructions, at the instruction being lifted. */
final class Problems {
    private final LiftSession session;
    private final Emitter emitter;

    Problems(LiftSession session, Emitter emitter) {
        this.session = session;
        this.emitter = emitter;
    }

    /** Reports a problem; see {@link Refusal} for the values. */
    void report(Refusal refusal, Object... values) {
        session.diagnostics.error(emitter.location(), refusal, values);
    }

    void usesDouble(String what) {
        report(Refusal.DOUBLE, what);
    }

    void allocates(String type) {
        report(Refusal.OBJECT, type);
    }

    void calls(String method, String why) {
        report(Refusal.CALL, method, why);
    }

    void prints() {
        report(Refusal.PRINT);
    }

    void usesString() {
        report(Refusal.STRING);
    }

    void throwsException() {
        report(Refusal.THROW);
    }

    void locks() {
        report(Refusal.LOCK);
    }

    void testsType(String type) {
        report(Refusal.TYPE_TEST, type);
    }

    void needsConstant(String what) {
        report(Refusal.NOT_CONSTANT, what);
    }

    /** Asks the launch for a value that is not known to the compiler, or reports that it is not. */
    void needsConstant(String what, Value value) {
        if (session.needs == null || !session.needs.add(session, value)) {
            needsConstant(what);
        }
    }

    void arrayOfArrays() {
        report(Refusal.ROWS);
    }

    void mutableField(String field) {
        report(Refusal.MUTABLE_FIELD, field);
    }

    /** @param why a clause that follows "which" */
    void unreadableField(String field, String why) {
        report(Refusal.UNREADABLE_FIELD, field, why);
    }

    void objectInField(String field, String type) {
        report(Refusal.OBJECT_IN_FIELD, field, type);
    }

    void enumArray(String method) {
        report(Refusal.ENUM_ARRAY, method);
    }

    void dependsOnConstant(String what) {
        report(Refusal.ENUM_CONSTANT_UNKNOWN, what);
    }

    void patternSwitch() {
        report(Refusal.PATTERN_SWITCH);
    }

    void comparesReferences(boolean records) {
        report(records ? Refusal.RECORD_IDENTITY : Refusal.IDENTITY);
    }

    void largeTable(String field, long size) {
        report(Refusal.LARGE_TABLE, field, size, StaticTables.LIMIT);
    }

    void writesStaticArray(String field) {
        report(Refusal.WRITE_TO_STATIC_ARRAY, field);
    }

    void atomicOnOwnArray() {
        report(Refusal.ATOMIC_ON_OWN_ARRAY);
    }

    void matrixOf(String what) {
        report(Refusal.MATRIX_OF_OWN_ARRAY, what);
    }

    void usesObject(String what) {
        report(Refusal.REFERENCE, what);
    }
}
