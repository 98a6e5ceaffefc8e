package redress.decisions.text;

/// Term numbers in ascending order and their values; both arrays have the same length.
///
/// The arrays are shared, not copied (this is the inner loop): do not change them.
@SuppressWarnings("ArrayRecordComponent")
public record SparseVector(int[] ids, double[] values) {
    public SparseVector {
        if (ids.length != values.length) {
            throw new IllegalArgumentException(
                    "values: " + values.length + " (expected: " + ids.length + ")");
        }
    }

    public int size() {
        return ids.length;
    }
}
