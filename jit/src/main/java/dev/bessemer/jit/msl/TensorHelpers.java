package dev.bessemer.jit.msl;

/** The text of helpers for cooperative tensors and their rows. None of them knows which thread holds which element but by asking the tensor. */
final class TensorHelpers {
    static final String ROW_VALUES = """
            // A number for each row of a tensor: lane l of every SIMD-group has those of rows l, l + 32 and so on.
            template <int rows>
            struct row_values {
                float of[(rows + 31) / 32];
            };
            """;

    static final String ROW_VALUE = """
            // The number of a row, which differs from thread to thread; all lanes ask together.
            template <int rows>
            inline float row_value(row_values<rows> values, int row) {
                float value = simd_shuffle(values.of[0], ushort(row & 31));
                for (int part = 1; part < (rows + 31) / 32; part++) {
                    float other = simd_shuffle(values.of[part], ushort(row & 31));
                    value = row >> 5 == part ? other : value;
                }
                return value;
            }
            """;

    static final String FILL_ROWS = """
            // One number for all rows.
            template <int rows>
            inline row_values<rows> fill_rows(float value) {
                row_values<rows> values;
                for (int part = 0; part < (rows + 31) / 32; part++) {
                    values.of[part] = value;
                }
                return values;
            }
            """;

    static final String LARGEST_ROW = """
            // The largest number of all rows.
            template <int rows>
            inline float largest_row(row_values<rows> values, uint lane_id) {
                float largest = -INFINITY;
                for (int part = 0; part < (rows + 31) / 32; part++) {
                    largest = int(lane_id) + 32 * part < rows ? max(largest, values.of[part]) : largest;
                }
                return simd_max(largest);
            }
            """;

    static final String STORE_ROWS = """
            // Writes the numbers of the first rows, which are a stride apart.
            template <int all, typename T>
            inline void store_rows(row_values<all> values, device T* target, long stride, int rows, uint lane_id) {
                for (int part = 0; part < (all + 31) / 32; part++) {
                    int row = int(lane_id) + 32 * part;
                    if (row < all && row < rows) {
                        target[row * stride] = T(values.of[part]);
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

    static final String STORE_TENSOR = """
            // Writes the first rows and columns of a tensor.
            template <typename Tensor, typename Pointer>
            inline void store_tensor(thread Tensor& tensor, Pointer target, long stride, int rows, int columns) {
                for (ushort i = 0; i < tensor.get_capacity(); i++) {
                    auto place = tensor.get_multidimensional_index(i);
                    int row = int(place[1]);
                    int column = int(place[0]);
                    if (tensor.is_valid_element(i) && row < rows && column < columns) {
                        target[row * stride + column] = remove_reference_t<decltype(target[0])>(tensor[i]);
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

    static final String SHARE_TENSOR = """
            // Writes a tensor to threadgroup memory, row after row, for all threads of its scope.
            template <int rows, int columns, bool threadgroup_scope, typename Tensor>
            inline void share_tensor(thread Tensor& tensor, threadgroup float* shared) {
                if (threadgroup_scope) {
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                } else {
                    simdgroup_barrier(mem_flags::mem_threadgroup);
                }
                store_tensor(tensor, shared, columns, rows, columns);
                if (threadgroup_scope) {
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                } else {
                    simdgroup_barrier(mem_flags::mem_threadgroup);
                }
            }
            """;

    static final String ROW_MAXIMA = rows("largest element", "row_maxima", "-INFINITY", "max(value, element)");

    static final String ROW_SUMS = rows("sum", "row_sums", "0.0f", "value + element");

    private TensorHelpers() {}

    private static String rows(String what, String name, String start, String combined) {
        return """
                // The %s of each row of a tensor; its threads show each other their elements.
                template <int rows, int columns, bool threadgroup_scope, typename Tensor>
                inline row_values<rows> %s(thread Tensor& tensor, threadgroup float* shared, uint lane_id) {
                    share_tensor<rows, columns, threadgroup_scope>(tensor, shared);
                    row_values<rows> values;
                    for (int part = 0; part < (rows + 31) / 32; part++) {
                        int row = int(lane_id) + 32 * part;
                        float value = %s;
                        for (int column = 0; column < columns && row < rows; column++) {
                            float element = shared[row * columns + column];
                            value = %s;
                        }
                        values.of[part] = value;
                    }
                    return values;
                }
                """.formatted(what, name, start, combined);
    }
}
