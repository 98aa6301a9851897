package dev.bessemer.simulator.syntax;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A node of clang's syntax tree: a declaration, a statement, an expression. */
public final class SyntaxNode {
    private static final Pattern TYPE = Pattern.compile("'([^']*)'(?::'([^']*)')?");
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]+");

    private final String kind;
    private final String address;
    private final String previous;
    private final String details;
    private final SyntaxLocation location;
    private final @Nullable SyntaxNode parent;
    private final List<SyntaxNode> children = new ArrayList<>();

    SyntaxNode(
            String kind,
            String address,
            String previous,
            String details,
            SyntaxLocation location,
            @Nullable SyntaxNode parent) {
        this.kind = kind;
        this.address = address;
        this.previous = previous;
        this.details = details;
        this.location = location;
        this.parent = parent;
        if (parent != null) {
            parent.children.add(this);
        }
    }

    /** clang's name for the sort of node, such as {@code FunctionDecl}. */
    public String kind() {
        return kind;
    }

    /** Tells declarations apart; empty where clang gives none. */
    public String address() {
        return address;
    }

    /** The address of the earlier declaration of the same thing; empty where there is none. */
    public String previous() {
        return previous;
    }

    /** The rest of the node's line: name, types, what is special about it. */
    public String details() {
        return details;
    }

    /** Where a declaration's name is, or where anything else begins. */
    public SyntaxLocation location() {
        return location;
    }

    /** The node it is part of; none for the root. */
    public Optional<SyntaxNode> parent() {
        return Optional.ofNullable(parent);
    }

    /** Its parts. */
    public List<SyntaxNode> children() {
        return Collections.unmodifiableList(children);
    }

    /** Whether it is one of these sorts. */
    public boolean isA(String... kinds) {
        return List.of(kinds).contains(kind);
    }

    /** Whether the compiler made it up. */
    public boolean isImplicit() {
        return details.startsWith("implicit ");
    }

    /** The type as written; empty where there is none. */
    public String type() {
        Matcher matcher = TYPE.matcher(details);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The type with type names resolved; the type as written where they are the same. */
    public String resolvedType() {
        Matcher matcher = TYPE.matcher(details);
        if (!matcher.find()) {
            return "";
        }
        return matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
    }

    /** A declaration's name, the last word before its type; empty where there is none. */
    public String name() {
        int quote = details.indexOf(" '");
        String head = quote < 0 ? details : details.substring(0, quote);
        return head.substring(head.lastIndexOf(' ') + 1);
    }

    /** The address of the declaration that the details speak of, if they do. */
    public Optional<String> target() {
        Matcher matcher = ADDRESS.matcher(details);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    /** Visits the node and all below it, parts after the whole. */
    public void visit(Consumer<SyntaxNode> visitor) {
        visitor.accept(this);
        children.forEach(child -> child.visit(visitor));
    }
}
