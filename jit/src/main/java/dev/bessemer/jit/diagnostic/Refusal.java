package dev.bessemer.jit.diagnostic;

import java.util.List;

/**
 * What the compiler refuses: each refusal's number, which stays, and the three parts of its message. In them {@code {name}} stands for what
 * a place in the source gives; a kind's names are numbered in the order of their first appearance.
 *
 * <p>Numbers from 100 on are about types, values and fields, from 200 on about calls, from 300 on about {@code @Parallel} loops, from 400
 * on about what threads do together, and from 500 on about one device.
 */
public enum Refusal {
    DOUBLE(
            101,
            "{what} computes in double",
            "the GPU has no double",
            "use float, for example 0.5f for 0.5; one Math method may stand in a cast: (float) Math.exp(x) "
                    + "with a float x"),
    INTEGER_TO_DOUBLE(
            102,
            "an integer becomes a double",
            "the GPU has no double",
            "cast it to float first: (float) Math.sqrt((float) n)"),
    DOUBLE_ARRAY(103, "creates an array of double", "the GPU has no double", "use float[]"),
    OBJECT(
            110,
            "creates an object of type {type}",
            "a device has no heap of objects",
            "use local variables, arrays of a constant size, or the values of dev.bessemer.types"),
    STRING(111, "uses a string", "a device has no strings", "write numbers to an array and format them on the host"),
    TYPE_TEST(
            112,
            "tests or casts to the type {type}",
            "the types of a kernel's values are fixed when it is compiled",
            "write a kernel for each type"),
    ENUM_ARRAY(
            113,
            "calls '{method}'",
            "a device has no strings",
            "pass the ordinal as an int, and write a switch that gives the constant for each"),
    ENUM_CONSTANT_UNKNOWN(
            114,
            "{what} depends on which enum constant it is",
            "a device has no references to choose between",
            "write a switch over the enum and use each constant in its own case"),
    PATTERN_SWITCH(
            115,
            "switches over a value whose class is not known, or over strings",
            "a device has no classes to test: numbers, records and enum constants of known type are all a kernel can "
                    + "tell apart",
            "switch over an int or an enum, or use if and else"),
    REFERENCE(116, "{what}", "a device has no references to objects", "pass arrays and numbers as parameters"),
    RECORD_IDENTITY(
            117,
            "compares records as references",
            "a device has no references to objects",
            "compare records with equals, or their components"),
    IDENTITY(118, "compares references", "a device has no references to objects", "compare numbers or enum constants"),
    PRINT(
            119,
            "prints",
            "a device has no console",
            "write numbers to an array and print them on the host; on Device.java() a breakpoint shows all variables"),
    THROW(
            120,
            "throws an exception",
            "a device cannot throw",
            "check arguments on the host before the launch, or write a marker to an array"),
    LOCK(
            121,
            "synchronizes on an object",
            "threads of a device cannot lock",
            "use KernelContext.localBarrier() between the threads of a threadgroup"),
    FINALLY(
            122,
            "has a finally block or a try with resources",
            "a device has no exceptions",
            "test for the case before it happens, and leave the try out"),
    CATCH(
            123,
            "catches {type}",
            "a device has no exceptions",
            "test for the case before it happens, and leave the try out"),
    NOT_CONSTANT(
            130,
            "{what} is not a constant of the kernel",
            "the code compiled for a device depends on it",
            "compute it from literals, static final constants, numbers that the task passes and the size of a "
                    + "threadgroup"),
    MUTABLE_FIELD(
            131,
            "uses the static field '{field}', which can change",
            "a device does not see the fields of the host's classes",
            "pass it as a parameter, marked @Constant where the code depends on its value"),
    UNREADABLE_FIELD(
            132,
            "reads the static field '{field}', which {why}",
            "its value becomes a part of the kernel when it is compiled",
            "make the value readable, or pass it as a parameter, marked @Constant where the code depends on it"),
    OBJECT_IN_FIELD(
            133,
            "reads the static field '{field}', which holds an object of type {type}",
            "only numbers, enum constants, records of them and arrays of numbers can become a part of the " + "kernel",
            "pass arrays as parameters, and make the rest a record"),
    LARGE_TABLE(
            134,
            "reads '{field}', an array of {size} bytes, at an index that is not a constant",
            "its elements become a part of the kernel, which may hold up to {limit} bytes of each array",
            "pass the array as a parameter"),
    WRITE_TO_STATIC_ARRAY(
            135,
            "writes to the static array '{field}'",
            "its elements are constants of the kernel, fixed when it is compiled",
            "pass the array as a parameter, or copy it into an array of the kernel's own"),
    ROWS(
            140,
            "uses an array of arrays that is more than rows of one length",
            "a device has no references: the rows lie one after another in one array of numbers",
            "write new float[ROWS][COLUMNS] with constant lengths, set its elements and read them, or use one "
                    + "array and compute the index: a[row * columns + column]"),
    ATOMIC_ON_OWN_ARRAY(
            141,
            "an atomic operation on an array of the thread's own",
            "no other thread sees it",
            "write a[i] += x, or use an array that the kernel is passed or that KernelContext allocates"),
    EXPRESSION_CHOICE(
            142,
            "an expression chooses between arrays or objects",
            "a device has no references: each use of an array must name one array",
            "use the array inside each branch, or choose between indices of one array"),
    VARIABLE_CHOICE(
            143,
            "which array or object '{variable}' is depends on control flow",
            "a device has no references: each use of an array must name one array",
            "use the array inside each branch, or choose between indices of one array"),
    MATRIX_OF_OWN_ARRAY(
            144,
            "a matrix is loaded from or stored to {what}",
            "a SIMD-group loads and stores a matrix together, in memory that its threads share",
            "use an array that the kernel is passed or that KernelContext allocates"),
    PARAMETER_TYPE(
            150,
            "parameter {number} of '{kernel}' has the type {type}",
            "a launch passes a KernelContext, device arrays, primitives other than double or Java arrays of "
                    + "them, a HalfFloat or BFloat16, enum constants, and records of all these but contexts and Java arrays",
            "use a type of dev.bessemer.types, or pass the numbers it holds"),
    NO_KERNEL(
            151,
            "'{kernel}' {problem}",
            "a kernel is a static void method, run by every thread of the grid",
            "{remedy}"),
    NO_SUCH_METHOD(
            152,
            "no method '{class}.{method}{descriptor}' is found",
            "the kernel's class loader has no class file that declares it",
            "name a method of a class that was compiled to a class file"),
    TWO_ENTRIES(
            153,
            "the control flow of '{method}' has a loop with two entries",
            "kernels are made of nested loops and branches, which the code of javac always is",
            "compile the method with javac, without a tool that rewrites its bytecode"),
    CALL(
            201,
            "calls '{method}', which {why}",
            "a kernel is made of its own code, static methods it calls, and the intrinsics",
            "write the computation as a static method of your own, or use KernelMath and Math"),
    RECURSION(
            202,
            "calls itself: {cycle} -> {method}",
            "a device has no stack of calls: every call is inlined",
            "write it as a loop"),
    UNKNOWN_FUNCTION(
            203,
            "which function '{method}' applies is not known",
            "the function becomes a part of the kernel",
            "write a lambda or a method reference as the argument"),
    CLASS_FILE(
            204,
            "the class file of {class} cannot be read; its version is {version}",
            "the compiler knows class files up to those of the JDK that it was released with",
            "compile the class with --release 25, or use a newer Bessemer"),
    TOO_LONG(
            205,
            "is too long when it comes to the call of '{method}'",
            "every call is inlined, and a kernel is compiled up to {limit} operations and calls",
            "write loops around calls instead of calls one after another, or make several kernels of it"),
    MISPLACED_MARK(
            301,
            "@Parallel marks {what}, which is not the variable of a loop",
            "it makes the iterations of one counted loop the threads of the grid",
            "write it on the loop's own variable: for (@Parallel int i = 0; i < n; i++)"),
    NOT_COUNTED(
            302,
            "the @Parallel loop over {variable} is not a counted loop",
            "the number of its iterations must be known at launch",
            "write for (@Parallel int i = lower; i < upper; i += step), or i <= last, or i-- down to i >= "
                    + "lower: the bounds computed before the loop, the step a positive constant"),
    CARRIED(
            303,
            "the @Parallel loop over {variable} carries {value} from one iteration to the next",
            "its iterations run at the same time, in no order",
            "compute it from the loop's variable, combine what the iterations give in an array marked @Reduce, or leave "
                    + "the mark off this loop"),
    USED_AFTER_LOOP(
            304,
            "a value computed in the @Parallel loop over {variable} is used after it",
            "each iteration is a thread of its own, and none is the last",
            "write results to an array"),
    LEAVES_LOOP(
            305,
            "leaves the @Parallel loop over {variable} early",
            "its iterations are threads of their own, which cannot stop each other",
            "use continue, or an if around the rest of the body, to end one iteration"),
    FOUR_DEEP(
            306,
            "more than three @Parallel loops are nested",
            "a grid has three dimensions",
            "leave the mark off the innermost loop, or make one loop of two and divide its index"),
    MOVING_BOUNDS(
            307,
            "the bounds of this @Parallel loop depend on what happens inside the loop over {variable}",
            "the grid is a box whose size is known at launch",
            "loop over the whole range and test inside: if (j <= i) { ... }"),
    LOOP_IN_STATEMENT(
            308,
            "a @Parallel loop stands inside another statement",
            "its iterations are the threads of the whole launch",
            "put it directly into the kernel, or directly into another @Parallel loop"),
    SECOND_LOOP(
            309,
            "a second @Parallel loop stands beside the first",
            "a launch has one grid",
            "write a kernel for each and launch them one after the other in a TaskGraph"),
    EFFECT_OUTSIDE(
            310,
            "has an effect outside the @Parallel loop",
            "code outside the loop has no thread of its own: every thread would do it",
            "move it into the loop, or into a kernel of its own"),
    LOOP_IN_CONDITION(
            311,
            "a @Parallel loop stands inside a condition or a loop that is not @Parallel",
            "its iterations are the threads of the grid, which is fixed before the kernel begins",
            "put it into the kernel's outermost block or directly inside another @Parallel loop"),
    LOOP_AFTER_LOOP(
            312,
            "a second @Parallel loop follows the first",
            "the threads of a grid do not wait for one another between two loops",
            "make it a kernel of its own, a second task of the graph"),
    WRITE_OUTSIDE(
            313,
            "an array is written outside the innermost @Parallel loop",
            "every thread of the grid would write it, not one",
            "move the write into the loop, or into a kernel of its own"),
    RETURN_IN_LOOP(
            314,
            "a return inside a @Parallel loop",
            "in Java it ends all later iterations, which run at the same time here",
            "end this iteration with continue, or test before the loop"),
    COOPERATION_IN_LOOP(
            315,
            "{what} in a kernel with a @Parallel loop",
            "its iterations are independent: there is no threadgroup that the kernel knows of",
            "drop @Parallel and write the kernel for one thread with a KernelContext"),
    REDUCE_TYPE(
            316,
            "@Reduce marks {what}",
            "a reduction combines numbers into elements of an array of ints, longs or floats",
            "mark a parameter of type IntArray, LongArray, FloatArray, int[], long[] or float[]"),
    REDUCE_WITHOUT_LOOP(
            317,
            "@Reduce marks '{array}' in a kernel without a @Parallel loop",
            "it combines what the iterations of such loops give",
            "mark the loop @Parallel, or leave @Reduce off"),
    REDUCE_FORM(
            318,
            "uses '{array}', which @Reduce marks, in another way than to combine an element with a number",
            "each thread combines a part of the iterations, and their results are combined after the launch, in an order "
                    + "that only + * min and max allow",
            "write result.set(0, result.get(0) + x), or with *, Math.min or Math.max, at a constant index, and let nothing else "
                    + "in the loop read or write the array; before the loop, set elements that the loop combines"),
    REDUCE_MIXED(
            319,
            "combines element {index} of '{array}' in two ways",
            "partial results are combined in one way",
            "use an element for each, or a kernel for each"),
    READ_OUTSIDE(
            320,
            "reads '{array}' outside the @Parallel loop that writes it",
            "every thread reads for itself, while others are in their iterations and write",
            "let the loop write another array, read inside the loop, or compute what is needed in a kernel of its own before"),
    SHARED_BY_ITERATIONS(
            321,
            "a @Parallel loop writes to '{array}', which is made outside of it",
            "every thread makes such an array for itself, where in Java all iterations share one",
            "make it inside the loop, or write to an array that is a parameter"),
    DIVERGENT_BARRIER(
            401,
            "only some threads of the threadgroup reach this barrier",
            "a barrier waits for all threads of the threadgroup, and the condition at {condition} is not the "
                    + "same for all of them",
            "move the barrier out of the condition, or let the condition depend only on what the whole "
                    + "threadgroup has in common, such as group ids, sizes and scalar parameters"),
    MATRIX_ELEMENT(402, "element {index} of a matrix", "a lane holds two of them", "use element 0 or 1"),
    IMPURE_ELEMENT(
            403,
            "the function of an element does more than compute",
            "it becomes straight arithmetic on a matrix's elements: no loops, memory, divisions of integers, "
                    + "or matrices in it",
            "compute what it needs before the call, and let it use the result"),
    DIVERGENT_MATRIX(
            404,
            "{what} where only some lanes of the SIMD-group are",
            "all 32 lanes do this together, and the condition at {condition} is not the same for them",
            "move the {noun} out of the condition, or let the condition depend only on what the whole "
                    + "SIMD-group has in common, such as group ids, simdgroupIdx and scalar parameters"),
    DIFFERS_IN_LANES(
            405,
            "{what} differs between the lanes of a SIMD-group",
            "a SIMD-group holds and moves a matrix as a whole",
            "compute it from group ids, simdgroupIdx, sizes and scalar parameters, not from the thread's own "
                    + "ids or data"),
    MATRIX_CHOICE(
            406,
            "which matrix this gives differs between the lanes of a SIMD-group",
            "a SIMD-group holds and moves a matrix as a whole",
            "choose by a condition that all lanes have in common, or choose element by element with map"),
    LOCAL_ARRAY_INSIDE(
            407,
            "a local array is allocated inside a condition or a loop",
            "threadgroup memory is laid out once, before the kernel begins",
            "allocate it at the top of the kernel"),
    LOCAL_ARRAYS_TOO_LARGE(
            408,
            "the kernel's local arrays take {bytes} bytes up to here",
            "a threadgroup has {limit} bytes of memory",
            "use smaller local arrays, a narrower element type, or one array for two uses"),
    DIVERGENT_TENSOR(
            409,
            "a cooperative tensor is computed with where only some threads of its scope are",
            "all threads that hold it do this together, and the condition at {condition} is not the same for them",
            "move it out of the condition, or let the condition depend only on what they all have in common, such as "
                    + "group ids and scalar parameters"),
    DIFFERS_IN_SCOPE(
            410,
            "{what} differs between the threads that hold a cooperative tensor",
            "which thread holds which of its elements is different on each device",
            "compute it from group ids, sizes and scalar parameters, or from the row and column that mapIndexed gives"),
    TENSOR_THREADGROUP(
            411,
            "a Matmul2D of {simdgroups} SIMD-groups stands in a kernel that does not say it has as many",
            "several SIMD-groups multiply together only as all those of a threadgroup",
            "write @Kernel(threadgroup = {threads})"),
    TENSOR_SHAPE(
            412,
            "no Matmul2D is of this shape: {problem}",
            "matrix units work on tiles of a fixed size",
            "use 8 or more rows and columns in multiples of 8, one of them in multiples of 16; a matrix that is smaller "
                    + "takes part of a larger one"),
    TENSOR_TYPES(
            413,
            "a Matmul2D multiplies {left} by {right}",
            "it multiplies matrices of float, half, bfloat or bytes: both alike, or one of them of float or of bytes; numbers of four bits are the right factor of half, bfloat, or bytes of their own sign",
            "convert one of them into an array of the other's type first"),
    TENSOR_STORE(
            414,
            "{tensor} is stored to an array of {array}",
            "floats are rounded to halves and bfloats as they are stored, ints, which products of bytes give, are not; how one becomes the other is the kernel's to say",
            "store floats to an array of floats and ints to one of ints, converted by toFloats or toInts before"),
    TENSOR_OTHER(
            415,
            "a product is added to a cooperative tensor of another multiplication",
            "each multiplication deals its result to threads in its own way",
            "begin with zero, load or multiply of the same Matmul2D and factors of the same types"),
    TENSOR_OTHER_ROWS(
            416,
            "{held} and {other} are taken together",
            "a factor that is held, and numbers of rows or columns, go with tensors of as many, held by as many SIMD-groups",
            "use Matmul2D of as many rows, columns and SIMD-groups for both"),
    VIEW_ELEMENTS(
            417,
            "a TensorView is of {element} elements",
            "tensors have elements of float, half, bfloat, int or byte in Metal, and bytes may be unsigned, or hold two numbers of four bits",
            "keep the numbers in an array of one of these; UnsignedBytes, Nibbles and UnsignedNibbles take an array of bytes"),
    TENSOR_RANK(
            418,
            "something of {given} dimensions stands where {needed} are needed",
            "Matmul2D and cooperative tensors take matrices, and a place or a slice has a number for each dimension of its TensorView, strides for each but the last, whose elements lie side by side as Metal's matmul2d needs them",
            "select indices of a view's leading dimensions until its rank fits, or name as many dimensions as the view has; a factor with columns side by side is a transposed one, one with gaps is copied without them first"),
    TENSOR_DIMENSION(
            419,
            "dimension {dimension} of a TensorView of rank {rank}",
            "dimensions are counted from 0, the first one's, and a view of rank 1 has none that could be selected away",
            "name a dimension that the view has"),
    TENSOR_NUMBERS(
            420,
            "{method} of a cooperative tensor meets {type}",
            "products of two matrices of bytes are ints, and so is what their rows and columns are reduced to: mapInts, mapIntsIndexed, largestInt and toFloats are for ints, map, mapIndexed, largest and toInts for floats, no method takes both, and ints are loaded from ints",
            "call the other one, or convert by toFloats or toInts before"),
    TENSOR_FOUR_BITS(
            421,
            "{method} meets numbers of four bits, {element}",
            "Metal has no tensor of them but a right factor of matmul2d, two of them share a byte, which threads cannot write apart, and rows or columns have numbers of a byte at least",
            "multiply by them with Matmul2D, load a tensor, or read them one by one with get; store to bytes, halves or floats"),
    CPU_LACKS(
            501,
            "uses {what}",
            "the CPU device runs the threads of a SIMD-group together, from one common operation to the next",
            "let all threads take the same way there: an if around what only some do, instead of return, break or continue"),
    LONG_ATOMIC(
            502,
            "an atomic operation on a long",
            "Metal's atomic operations are on 32 bits",
            "use an IntArray, or let each thread write its own element and combine them in a second kernel"),
    TOO_MANY_BUFFERS(
            503,
            "the kernel {kernel} needs {count} buffers",
            "Metal gives a kernel {limit}: one a parameter, and up to two for sizes and faults",
            "put several arrays into one, or make scalars @Constant");

    private final int number;
    private final String problem;
    private final String reason;
    private final String remedy;

    Refusal(int number, String problem, String reason, String remedy) {
        this.number = number;
        this.problem = problem;
        this.reason = reason;
        this.remedy = remedy;
    }

    /** What messages call it: a letter and its number. */
    public String code() {
        return "B" + number;
    }

    /** What is wrong, a sentence with names in braces. */
    public String problem() {
        return problem;
    }

    /** Why it cannot be, a sentence with names in braces. */
    public String reason() {
        return reason;
    }

    /** What to write instead, a sentence with names in braces. */
    public String remedy() {
        return remedy;
    }

    /** The refusal at a place, its names replaced in order. */
    Diagnostic at(Location location, Object... values) {
        List<String> names = RefusalText.names(problem + reason + remedy);
        return new Diagnostic(
                location,
                code(),
                RefusalText.fill(problem, names, values),
                RefusalText.fill(reason, names, values),
                RefusalText.fill(remedy, names, values));
    }
}
