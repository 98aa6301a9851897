package dev.bessemer.runtime.objc;

/** What an {@code NSError} says. */
public final class ObjcException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String domain;
    private final long code;

    /** Reads errors. */
    private static final class Fields {
        private static final Message DOMAIN = Message.of("NSError", "domain");
        private static final Message CODE = Message.of("NSError", "code");
        private static final Message DESCRIPTION = Message.of("NSError", "localizedDescription");
    }

    private ObjcException(String domain, long code, String description) {
        super(description);
        this.domain = domain;
        this.code = code;
    }

    /**
     * What an error says, copied.
     *
     * @param error the {@code NSError}; 0 where the method gave none
     */
    static ObjcException of(Signature method, long error) {
        return error == 0
                ? new ObjcException("", 0, method + " gave nothing, and no reason: is memory short?")
                : of(error);
    }

    /** What an {@code NSError} says, copied. */
    public static ObjcException of(long error) {
        return new ObjcException(
                Strings.text(Fields.DOMAIN.send(error)),
                Fields.CODE.send(error),
                Strings.text(Fields.DESCRIPTION.send(error)));
    }

    /** Whose error it is, such as {@code MTLLibraryErrorDomain}; empty where the method gave none. */
    public String domain() {
        return domain;
    }

    /** Its number in the domain. */
    public long code() {
        return code;
    }

    /** The description without null. */
    public String description() {
        return String.valueOf(getMessage());
    }
}
