package dev.bessemer.intrinsics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bessemer.types.BFloat16;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.LongArray;
import org.junit.jupiter.api.Test;

/** Views outside of kernels, where they are plain Java. */
class TensorViewTest {
    private static FloatArray counted(int size) {
        FloatArray array = new FloatArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, i);
        }
        return array;
    }

    @Test
    void of_rank3_isPackedRowMajor() {
        var view = TensorView.of(counted(24), TensorDims.of(2, 3, 4));
        assertEquals(3, view.rank());
        assertEquals(12, view.stride(0));
        assertEquals(4, view.stride(1));
        assertEquals(1, view.stride(2));
        assertEquals(2, view.extent(0));
        assertEquals(3, view.extent(1));
        assertEquals(4, view.extent(2));
        assertEquals(23, view.get(TensorDims.of(1, 2, 3)));
    }

    @Test
    void get_outsideTheView_isZeroEvenInsideTheArray() {
        var view = TensorView.of(counted(24), TensorDims.of(2, 3, 4))
                .slice(TensorDims.of(0, 1, 1), TensorDims.of(1, 2, 2));
        assertEquals(5, view.get(TensorDims.of(0, 0, 0)));
        assertEquals(10, view.get(TensorDims.of(0, 1, 1)));
        assertEquals(0, view.get(TensorDims.of(0, 0, 2)));
        assertEquals(0, view.get(TensorDims.of(0, 2, 0)));
        assertEquals(0, view.get(TensorDims.of(1, 0, 0)));
        assertEquals(0, view.get(TensorDims.of(0, 0, -1)));
    }

    @Test
    void set_outsideTheView_changesNothing() {
        HalfFloatArray array = new HalfFloatArray(12);
        var row = TensorView.of(array, 3, 4).select(1);
        for (int i = -5; i < 10; i++) {
            row.set(i, i + 1);
        }
        for (int i = 0; i < 12; i++) {
            assertEquals(i / 4 == 1 ? i % 4 + 1 : 0, array.getFloat(i));
        }
    }

    @Test
    void select_indexThatIsNotThere_isEmpty() {
        var view = TensorView.of(counted(24), TensorDims.of(2, 3, 4));
        assertEquals(0, view.select(2).extent(1));
        assertEquals(0, view.select(-1).get(0, 0));
        assertEquals(2, view.select(1).rank());
        assertEquals(17, view.select(1).select(1).get(1));
    }

    @Test
    void setInt_unsignedBytes_readsBackAs0To255() {
        ByteArray bytes = new ByteArray(2);
        var unsigned = TensorView.of(new UnsignedBytes<>(bytes), TensorDims.of(2));
        unsigned.setInt(TensorDims.of(0), 200);
        unsigned.set(1, 300.7f);
        assertEquals(200, unsigned.get(0));
        assertEquals(-56, TensorView.of(bytes, TensorDims.of(2)).get(0));
        assertEquals(300 & 0xFF, unsigned.getInt(TensorDims.of(1)));
    }

    @Test
    void set_localBfloats_roundsToThem() {
        BFloat16[] array = {new BFloat16(0)};
        TensorView.of(array, TensorDims.of(1)).set(0, 1 + 0x1p-12f);
        assertEquals(1f, array[0].toFloat());
    }

    @Test
    void ranksThatDoNotFit_areRefused() {
        var view = TensorView.of(counted(24), TensorDims.of(2, 3, 4));
        assertThrows(IllegalArgumentException.class, () -> view.slice(0, 0));
        assertThrows(IllegalArgumentException.class, () -> view.get(0));
        assertThrows(IllegalArgumentException.class, () -> view.withStrides(TensorDims.of(12, 4, 1)));
        assertThrows(IndexOutOfBoundsException.class, () -> view.extent(3));
        assertThrows(
                IndexOutOfBoundsException.class, () -> view.select(0).select(0).select(0));
    }

    @Test
    void get_arrayOfLongs_isRefused() {
        var view = TensorView.of(new LongArray(1), TensorDims.of(1));
        assertThrows(IllegalArgumentException.class, () -> view.get(0));
    }
}
