/**
 * The tile IR: typed, in SSA form, with structured control flow. This is its specification.
 *
 * <h2>Functions, regions, values</h2>
 *
 * A {@link dev.bessemer.jit.ir.Function} has parameters, attributes and a body. A {@link dev.bessemer.jit.ir.Region} is a sequence of
 * {@link dev.bessemer.jit.ir.Op}s, the last of them a terminator; it is executed from its first op on. Every
 * {@link dev.bessemer.jit.ir.Value} is defined once, by an op's result or as a region's parameter, and is visible to the ops after it in
 * its region and to the regions nested in those. A region's parameters are visible in the whole region. What an op's regions define is
 * not visible outside them: it leaves through yields and breaks, as the op's results.
 *
 * <h2>Types</h2>
 *
 * {@link dev.bessemer.jit.ir.ScalarType}: {@code bool}, the integers {@code i8 i16 u16 i32 i64} and the floating types
 * {@code f16 bf16 f32}, as in Java. {@link dev.bessemer.jit.ir.TileType}: a matrix that a SIMD-group owns.
 * {@link dev.bessemer.jit.ir.TensorType}: a cooperative tensor, a matrix that one SIMD-group or all of a threadgroup own together, no thread any element
 * that can be named; {@link dev.bessemer.jit.ir.VectorType}: a number for each of its rows, or columns, held in the same way.
 * {@link dev.bessemer.jit.ir.ArrayType}: a reference to memory in device, threadgroup, constant or thread space; such a value is never stored,
 * selected, yielded or carried.
 *
 * <h2>Families of ops</h2>
 *
 * <ul>
 *   <li>{@link dev.bessemer.jit.ir.ScalarOp}: pure, one thread's scalars. The meaning is the JLS's: integers wrap, shift distances are
 *       masked, comparisons with a NaN are false but {@code ne}, conversions saturate from floating types and wrap between integers.
 *       Values of {@code i8 i16 u16 f16 bf16} exist to be converted, stored and loaded: arithmetic is on {@code i32 i64 f32} and
 *       logic on {@code bool}.
 *   <li>{@link dev.bessemer.jit.ir.TileOp}: pure, on tiles; all lanes of the SIMD-group execute them together.
 *   <li>{@link dev.bessemer.jit.ir.MemoryOp}: reads, writes, orders accesses, or can fault. No pass moves an access across a barrier. A
 *       checked access outside its array, and a checked division by zero, is a fault that ends the launch; an unchecked one was proven
 *       not to happen.
 *   <li>{@link dev.bessemer.jit.ir.TensorOp}, a family of memory ops: loads and stores of cooperative tensors, and the multiplication of matrices
 *       that lie in memory into one. Of the tile ops {@code fill} and {@code map_elements} are on tensors, too; no other is, so that nothing
 *       can depend on where a tensor's elements lie.
 *   <li>{@link dev.bessemer.jit.ir.SimdOp}: exchanges between the lanes of a SIMD-group, which all execute it together.
 *   <li>{@link dev.bessemer.jit.ir.ControlOp}: structured control flow and the terminators.
 * </ul>
 *
 * The record of each op says what it computes.
 *
 * <h2>Control flow</h2>
 *
 * An {@code if} executes one of its regions; a {@code yield} in it gives the results. A {@code block} executes its region once; the
 * region's yield or a break to its label gives the results. A {@code loop} executes its region with the initial values as parameters, and
 * again with what a {@code continue} to its label gives, until a break gives the results. A {@code for} does so while its index is below
 * its bound, which is evaluated once; a continue adds the step to the index; its results are the carried values when it ends by itself,
 * or what a break gives. A {@code parallel_for} executes its region for one index a thread. {@code return} ends the thread. Break,
 * continue and return leave any number of enclosing ops, but never a {@code map_elements} or, by break and continue, a
 * {@code parallel_for}. An op none of whose ways leads past it, such as an if that leaves in both regions, is followed by a terminator
 * that is never executed.
 *
 * <h2>Invariants</h2>
 *
 * {@code dev.bessemer.jit.verify.Verifier} states them one by one and checks them. In short: every region ends with a terminator and has no
 * other; operands are visible and of the type their op asks for; yields, breaks and continues give as many values, of the same types, as
 * their target takes; labels are those of enclosing ops; allocations are of threadgroup or thread space, tables of constant space, and those of threadgroup and constant space
 * stand in the outermost region. {@code dev.bessemer.jit.verify.KernelRules} states what a kernel's author can get wrong: how uniform control flow and
 * operands have to be.
 *
 * <h2>Text</h2>
 *
 * {@link dev.bessemer.jit.ir.IrPrinter} writes and {@link dev.bessemer.jit.ir.IrParser} reads this form; what was written reads back as the same function
 * but for the values' and labels' identity. A value is named by the source's name, with {@code .1}, {@code .2} and so on to make it unique, or by a number. A
 * location is the line; another file than the function's stands before it. A semicolon begins a comment.
 *
 * <pre>{@code
 * Function   = ("kernel" | "function") "@" name "(" [Parameter {"," Parameter}] ")" ["returns" Type]
 *              ["fast"] ["threadgroup" "(" number {"," number} ")"] {Reduction} ["in" string] [Location] Region
 * Reduction  = "reduces" "(" BinaryKind number "of" number "to" number "[" number "]" ")"
 * Parameter  = Definition "at" number
 * Definition = "%" name ":" Type
 * Type       = ScalarType | "tile" "<" ScalarType "," number "x" number ">"
 *            | "tensor" "<" ScalarType "," number "x" number "," TensorElement "," TensorElement "," number
 *              ["transpose_left"] ["transpose_right"] ["relaxed"] ">"
 *            | ("rows" | "columns") "<" ScalarType "," number "," number ">"
 *            | ("device" | "threadgroup" | "constant" | "thread") "<" Type ["x" number] ">"
 * Location   = "@" [string ":"] number
 * Region     = "{" {Op} "}"
 * Op         = [Definition {"," Definition} "="] (Nested | Leaf Location)
 * Nested     = "if" Value [Location] Region "else" Region
 *            | "block" Label [Location] Region
 *            | "for" Label Definition Range [Carry] [Location] Region
 *            | "loop" Label [Carry] [Location] Region
 *            | "parallel_for" number Definition Range [Location] Region
 *            | "map_elements" "(" Values ")" "to" "(" Definition {"," Definition} ")" [Location] Region
 * Range      = "=" Value "to" Value "step" number
 * Carry      = "carry" "(" Definition "=" Value {"," Definition "=" Value} ")"
 * Leaf       = Scalar | Tile | Memory | Simd | Terminator
 * Scalar     = "constant" literal | UnaryKind Value | BinaryKind Value "," Value
 *            | "compare" CompareKind Value "," Value | "select" Value "," Value "," Value
 *            | "convert" Value | "bitcast" Value | "fma" Value "," Value "," Value
 *            | "builtin" BuiltinKind | "size" Value
 * Tile       = "fill" Value | "multiply_accumulate" Value "," Value "," Value
 *            | ("reduce_rows" | "reduce_columns") ReduceKind Value | "largest" Value
 *            | "row_reduce" ReduceKind Value | "element" number Value
 *            | "from_elements" Value "," Value | "convert_tile" Value
 *            | "slice" Value "at" number "," number | "concat" Values
 * Memory     = "allocate" | "table" literal {"," literal} | "load" ["unchecked"] Value "[" Value "]"
 *            | "store" ["unchecked"] Value "[" Value "]" "," Value
 *            | "load_tile" ["unchecked"] Access ["as" TensorElement] | "store_tile" ["unchecked"] Value "," Access
 *            | ("int_divide" | "int_remainder") ["unchecked"] Value "," Value | "barrier"
 *            | "atomic" ["unchecked"] AtomicKind Value "[" Value "]" "," Value ["," Value]
 *            | "multiply_tensors" ["unchecked"] Access "," Access "," Value
 *            | "load_tensor" ["unchecked"] Access ["as" TensorElement] | "store_tensor" ["unchecked"] Value "," Access
 *            | "check_index" Value "below" number "of" string
 * Access     = Value "[" Value "stride" Value ["rows" Value] ["columns" Value] ["transposed"] "]"
 * Simd       = "reduce" ReduceKind Value | "shuffle" ShuffleKind Value "," Value
 * Terminator = "yield" [Values] | ("break" | "continue") Label ["(" Values ")"] | "return" [Value]
 * }</pre>
 */
@NullMarked
package dev.bessemer.jit.ir;

import org.jspecify.annotations.NullMarked;
