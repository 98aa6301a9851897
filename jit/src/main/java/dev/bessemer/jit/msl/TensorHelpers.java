package dev.bessemer.jit.msl;

/** The text of helpers for cooperative tensors and their rows. None of them knows which thread holds which element but by asking the tensor. */
final class TensorHelpers {
    /** The sum of ints, which in MSL must not be more than an int. */
    private static final String WRAPPING = "int(uint(value) + uint(element))";

    static final String VECTOR_VALUES = """
            // A number for each row, or each column, of a tensor: lane l of every SIMD-group has numbers l, l + 32 and so on.
            template <typename Number, int all>
            struct vector_values {
                Number of[(all + 31) / 32];
            };
            """;

    static final String VECTOR_VALUE = """
            // The number at an index, which differs from thread to thread; all lanes ask together.
            template <typename Number, int all>
            inline Number vector_value(vector_values<Number, all> values, int index) {
                Number value = simd_shuffle(values.of[0], ushort(index & 31));
                for (int part = 1; part < (all + 31) / 32; part++) {
                    Number other = simd_shuffle(values.of[part], ushort(index & 31));
                    value = index >> 5 == part ? other : value;
                }
                return value;
            }
            """;

    static final String FILL_VECTOR = """
            // One number everywhere.
            template <typename Number, int all>
            inline vector_values<Number, all> fill_vector(Number value) {
                vector_values<Number, all> values;
                for (int part = 0; part < (all + 31) / 32; part++) {
                    values.of[part] = value;
                }
                return values;
            }
            """;

    static final String LARGEST = largest("largest_of", "float", "-INFINITY", "java_max", "butterfly_max");

    static final String FAST_LARGEST = largest("largest_of", "float", "-INFINITY", "fast::max", "simd_max");

    static final String LARGEST_INT = largest("largest_int_of", "int", "INT_MIN", "max", "simd_max");

    static final String LOAD_VECTOR = """
            // Numbers in memory that are a stride apart, of which only the first exist; the rest is 0.
            template <typename Number, int all, typename Pointer>
            inline vector_values<Number, all> load_vector(Pointer source, long stride, int count, uint lane_id) {
                vector_values<Number, all> values;
                for (int part = 0; part < (all + 31) / 32; part++) {
                    int index = int(lane_id) + 32 * part;
                    values.of[part] = index < all && index < count ? Number(source[index * stride]) : Number(0);
                }
                return values;
            }
            """;

    static final String STORE_VECTOR = """
            // Writes the first numbers, which are a stride apart.
            template <typename Number, int all, typename Pointer>
            inline void store_vector(vector_values<Number, all> values, Pointer target, long stride, int count, uint lane_id) {
                for (int part = 0; part < (all + 31) / 32; part++) {
                    int index = int(lane_id) + 32 * part;
                    if (index < all && index < count) {
                        target[index * stride] = remove_reference_t<decltype(target[0])>(values.of[part]);
                    }
                }
            }
            """;

    static final String FILL_TENSOR = """
            // One number everywhere.
            template <typename Tensor, typename Number>
            inline void fill_tensor(thread Tensor& tensor, Number value) {
                for (ushort i = 0; i < tensor.get_capacity(); i++) {
                    tensor[i] = value;
                }
            }
            """;

    static final String COPY_TENSOR = """
            // The elements of another tensor of the same multiplication.
            template <typename Tensor>
            inline void copy_tensor(thread Tensor& target, thread Tensor& source) {
                for (ushort i = 0; i < target.get_capacity(); i++) {
                    target[i] = source[i];
                }
            }
            """;

    static final String LOAD_TENSOR = """
            // A matrix in memory, of which only the first rows and columns exist; the rest is 0.
            template <typename Tensor, typename Pointer>
            inline void load_tensor(thread Tensor& tensor, Pointer source, long stride, int rows, int columns) {
                typedef typename Tensor::element_type Element;
                for (ushort i = 0; i < tensor.get_capacity(); i++) {
                    auto place = tensor.get_multidimensional_index(i);
                    int row = int(place[1]);
                    int column = int(place[0]);
                    bool exists = tensor.is_valid_element(i) && row < rows && column < columns;
                    tensor[i] = exists ? Element(source[row * stride + column]) : Element(0);
                }
            }
            """;

    static final String FOUR_BITS = """
            // One of the numbers of four bits, of which a byte has two.
            template <bool is_signed, typename Pointer>
            inline int four_bits(Pointer pairs, long index) {
                int pair = pairs[index >> 1];
                int number = (index & 1) != 0 ? pair >> 4 : pair & 15;
                return is_signed ? (number ^ 8) - 8 : number;
            }
            """;

    static final String LOAD_FOUR_BITS = """
            // A matrix of numbers of four bits, from one on, of which only the first rows and columns exist; the rest is 0.
            template <bool is_signed, typename Tensor, typename Pointer>
            inline void load_four_bits(
                    thread Tensor& tensor, Pointer pairs, long offset, long stride, int rows, int columns) {
                typedef typename Tensor::element_type Element;
                for (ushort i = 0; i < tensor.get_capacity(); i++) {
                    auto place = tensor.get_multidimensional_index(i);
                    int row = int(place[1]);
                    int column = int(place[0]);
                    bool exists = tensor.is_valid_element(i) && row < rows && column < columns;
                    tensor[i] = exists ? Element(four_bits<is_signed>(pairs, offset + row * stride + column)) : Element(0);
                }
            }
            """;

    static final String STORE_TENSOR = """
            // Writes the first rows and columns of a tensor, whose slots hold the bits of such numbers.
            template <typename Number, typename Tensor, typename Pointer>
            inline void store_tensor(thread Tensor& tensor, Pointer target, long stride, int rows, int columns) {
                for (ushort i = 0; i < tensor.get_capacity(); i++) {
                    auto place = tensor.get_multidimensional_index(i);
                    int row = int(place[1]);
                    int column = int(place[0]);
                    if (tensor.is_valid_element(i) && row < rows && column < columns) {
                        target[row * stride + column] = remove_reference_t<decltype(target[0])>(as_type<Number>(tensor[i]));
                    }
                }
            }
            """;

    static final String MATRIX = """
            // A matrix in memory as Metal's tensors have it: the extent of what lies side by side comes first.
            template <typename Element, typename Pointer>
            inline auto matrix_in_memory(Pointer first, long stride, int lines, int elements) {
                return tensor<Element, dextents<int, 2>, tensor_inline>(
                        first, dextents<int, 2>(elements, lines), array<int, 2>{1, int(stride)});
            }
            """;

    static final String ADD_PRODUCTS = """
            // Adds the products from a place along K on by numbers of four bits, element by element; ints wrap.
            template <bool transpose_left, bool transpose_right, bool is_signed, typename Tensor, typename Left, typename Right>
            inline void add_products(
                    thread Tensor& tensor, Left left, long left_stride, int rows, Right right, long offset, long right_stride,
                    int columns, int first, int depth) {
                typedef typename Tensor::element_type Element;
                typedef conditional_t<is_same_v<Element, int>, uint, float> Sum;
                for (ushort i = 0; first < depth && i < tensor.get_capacity(); i++) {
                    auto place = tensor.get_multidimensional_index(i);
                    int row = int(place[1]);
                    int column = int(place[0]);
                    if (!tensor.is_valid_element(i) || row >= rows || column >= columns) {
                        continue;
                    }
                    Sum sum = Sum(tensor[i]);
                    for (int k = first; k < depth; k++) {
                        long index = offset + (transpose_right ? column * right_stride + k : k * right_stride + column);
                        int number = four_bits<is_signed>(right, index);
                        sum += Sum(left[transpose_left ? k * left_stride + row : row * left_stride + k]) * Sum(number);
                    }
                    tensor[i] = Element(sum);
                }
            }
            """;

    static final String SHARE_TENSOR = """
            // Writes a tensor to threadgroup memory, row after row, for all threads of its scope.
            template <int rows, int columns, bool threadgroup_scope, typename Tensor, typename Number>
            inline void share_tensor(thread Tensor& tensor, threadgroup Number* shared) {
                if (threadgroup_scope) {
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                } else {
                    simdgroup_barrier(mem_flags::mem_threadgroup);
                }
                store_tensor<Number>(tensor, shared, columns, rows, columns);
                if (threadgroup_scope) {
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                } else {
                    simdgroup_barrier(mem_flags::mem_threadgroup);
                }
            }
            """;

    static final String ROW_MAXIMA = maxima("row", "maxima", "float", "-INFINITY", "java_max");

    static final String FAST_ROW_MAXIMA = maxima("row", "maxima", "float", "-INFINITY", "fast::max");

    static final String ROW_SUMS = sums("row", "sums", "float", "value + element");

    static final String COLUMN_MAXIMA = maxima("column", "maxima", "float", "-INFINITY", "java_max");

    static final String FAST_COLUMN_MAXIMA = maxima("column", "maxima", "float", "-INFINITY", "fast::max");

    static final String COLUMN_SUMS = sums("column", "sums", "float", "value + element");

    static final String ROW_INT_MAXIMA = maxima("row", "int_maxima", "int", "INT_MIN", "max");

    static final String ROW_INT_SUMS = sums("row", "int_sums", "int", WRAPPING);

    static final String COLUMN_INT_MAXIMA = maxima("column", "int_maxima", "int", "INT_MIN", "max");

    static final String COLUMN_INT_SUMS = sums("column", "int_sums", "int", WRAPPING);

    private TensorHelpers() {}

    private static String largest(String name, String number, String start, String max, String simdMax) {
        return """
                // The largest of all numbers.
                template <int all>
                inline NUMBER NAME(vector_values<NUMBER, all> values, uint lane_id) {
                    NUMBER largest = START;
                    for (int part = 0; part < (all + 31) / 32; part++) {
                        largest = int(lane_id) + 32 * part < all ? MAX(largest, values.of[part]) : largest;
                    }
                    return SIMD(largest);
                }
                """.replace("NAME", name)
                .replace("NUMBER", number)
                .replace("START", start)
                .replace("MAX", max)
                .replace("SIMD", simdMax);
    }

    private static String maxima(String line, String name, String number, String start, String max) {
        return lines("largest element", line, name, number, max + "(value, element)")
                .replace("START", start);
    }

    private static String sums(String line, String name, String number, String combined) {
        return lines("sum", line, name, number, combined).replace("START", number.equals("int") ? "0" : "0.0f");
    }

    private static String lines(String what, String line, String name, String number, String combined) {
        String other = line.equals("row") ? "column" : "row";
        return """
                // The WHAT of each LINE of a tensor; its threads show each other their elements.
                template <int rows, int columns, bool threadgroup_scope, typename Tensor>
                inline vector_values<NUMBER, LINEs> LINE_NAME(thread Tensor& tensor, threadgroup NUMBER* shared, uint lane_id) {
                    share_tensor<rows, columns, threadgroup_scope>(tensor, shared);
                    vector_values<NUMBER, LINEs> values;
                    for (int part = 0; part < (LINEs + 31) / 32; part++) {
                        int LINE = int(lane_id) + 32 * part;
                        NUMBER value = START;
                        for (int OTHER = 0; OTHER < OTHERs && LINE < LINEs; OTHER++) {
                            NUMBER element = shared[row * columns + column];
                            value = COMBINED;
                        }
                        values.of[part] = value;
                    }
                    return values;
                }
                """.replace("WHAT", what)
                .replace("LINE", line)
                .replace("OTHER", other)
                .replace("NAME", name)
                .replace("NUMBER", number)
                .replace("COMBINED", combined);
    }
}
