package redress.decisions.training;

import java.util.List;
import java.util.stream.IntStream;

/// Divides rows into parts by a hash of their key, so that rows with the same key are always in the
/// same part and the division does not depend on the order of the table.
@SuppressWarnings("ArrayRecordComponent") // large and read only
record Folds(int parts, int[] partOf) {
    static Folds byKey(List<String> keys, int parts, long seed) {
        return new Folds(parts, keys.stream().mapToInt(key -> part(key, parts, seed)).toArray());
    }

    /// SplitMix64's mixer over the key's hash: `String.hashCode` alone is too regular.
    private static int part(String key, int parts, long seed) {
        long mixed = key.hashCode() + seed * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (int) Math.floorMod(mixed ^ (mixed >>> 31), (long) parts);
    }

    int[] inside(int part) {
        return IntStream.range(0, partOf.length).filter(i -> partOf[i] == part).toArray();
    }

    int[] outside(int part) {
        return IntStream.range(0, partOf.length).filter(i -> partOf[i] != part).toArray();
    }
}
