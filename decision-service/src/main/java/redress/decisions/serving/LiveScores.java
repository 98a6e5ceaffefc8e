package redress.decisions.serving;

import java.util.Arrays;
import redress.decisions.drift.Histogram;
import redress.decisions.drift.Shift;

/// The latest scores of a version, held against those at training. Thread safe; keeps bins, not
/// rows.
///
/// The scores are the model's own: rules and people's judgement lift an answer, not what is counted
/// here.
final class LiveScores {
    static final int LATEST = 1_000;
    static final int LEAST = 200;

    private final Histogram reference;
    private final long[] before;
    private final long[] now;
    private final int[] latest = new int[LATEST];
    private long seen;

    LiveScores(Histogram reference) {
        this.reference = reference;
        this.before = reference.counts().stream().mapToLong(Long::longValue).toArray();
        this.now = new long[before.length];
    }

    synchronized void add(double probability) {
        int place = (int) (seen % LATEST);
        if (seen >= LATEST) {
            now[latest[place]]--;
        }
        latest[place] = reference.bin(probability);
        now[latest[place]]++;
        seen++;
    }

    /// The population stability index of the latest scores; not a number over fewer than [#LEAST],
    /// where chance alone would look like a shift.
    synchronized double psi() {
        return Arrays.stream(now).sum() < LEAST ? Double.NaN : Shift.psi(before, now);
    }
}
