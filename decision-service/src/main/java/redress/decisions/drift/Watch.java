package redress.decisions.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import redress.decisions.drift.Signal.Measure;
import redress.decisions.evaluation.Binary;

/// Holds later rows against the reference of a version.
///
/// A figure alarms above a bound that matters in practice, and never below what chance alone would
/// give: over all figures together, one comparison in a thousand of rows that did not change may
/// alarm. PSI .1 is the usual bound of "look at it" (Siddiqi 2006); for two normal distributions of
/// equal width it is a shift of a third of a standard deviation, which is a KS distance of .125.
/// Shares and calibration may move by .03, the calibration error that the model promises.
public final class Watch {
    static final double MOST_PSI = .1;
    static final double MOST_KS = .125;
    static final double MOST_SHARE = .03;
    static final double MOST_ECE = .03;
    private static final double FALSE_ALARMS = .001;

    private final Reference reference;
    private final Sample later;
    private final double error;
    private final List<Signal> found = new ArrayList<>();

    private Watch(Reference reference, Sample later) {
        this.reference = reference;
        this.later = later;
        this.error = FALSE_ALARMS / (2.0 * later.series().size() + 2.0 * later.asked().size() + 1);
    }

    /// Every figure that both sides allow.
    public static Report compare(Reference reference, Sample later) {
        Watch watch = new Watch(reference, later);
        later.series().forEach(watch::distribution);
        later.asked().forEach(watch::answers);
        watch.coverage();
        return new Report(reference.rows(), later.rows(), watch.found);
    }

    private void distribution(Series series) {
        reference.histograms().stream()
                .filter(one -> one.part() == series.part() && one.name().equals(series.name()))
                .findFirst()
                .ifPresent(bins -> distribution(series, bins));
    }

    private void distribution(Series series, Histogram bins) {
        long[] before = bins.array();
        long[] now = series.countsIn(bins);
        if (LongStream.of(before).sum() == 0 || LongStream.of(now).sum() == 0) {
            return;
        }
        // Words of one text come together: the texts are the sample, not the words.
        long n = Math.min(reference.rows(), LongStream.of(before).sum());
        double chance = Shift.psiByChance(before, now, n, later.rows(), error);
        add(series, Measure.PSI, Shift.psi(before, now), Math.max(MOST_PSI, chance));
        if (series.isOrdered()) {
            known(series, withoutUnknown(before), withoutUnknown(now));
        }
    }

    private void known(Series series, long[] before, long[] now) {
        long n = LongStream.of(before).sum();
        long m = LongStream.of(now).sum();
        if (n > 0 && m > 0) {
            double chance = Shift.ksByChance(n, m, error);
            add(series, Measure.KS, Shift.ks(before, now), Math.max(MOST_KS, chance));
        }
    }

    private static long[] withoutUnknown(long[] counts) {
        return Arrays.copyOf(counts, counts.length - 1);
    }

    private void add(Series series, Measure measure, double value, double bound) {
        found.add(new Signal(series.part(), series.name(), measure, value, bound));
    }

    private void answers(Sample.Asked asked) {
        Reference.Answers before = reference.answers().get(asked.name());
        if (before != null) {
            double chance =
                    Shift.shareByChance(
                            before.share(),
                            before.rows(),
                            asked.share(),
                            asked.answers().length,
                            error);
            found.add(
                    new Signal(
                            Part.ANSWER,
                            asked.name(),
                            Measure.SHARE,
                            Math.abs(asked.share() - before.share()),
                            Math.max(MOST_SHARE, chance)));
        }
        found.add(
                new Signal(
                        Part.CALIBRATION,
                        asked.name(),
                        Measure.ECE,
                        Binary.calibrationError(asked.probabilities(), asked.answers()),
                        MOST_ECE
                                + Binary.calibrationErrorByChance(
                                        asked.probabilities(), Shift.quantile(error))));
    }

    private void coverage() {
        double chance =
                Shift.shareByChance(
                        reference.coverage(),
                        reference.rows(),
                        later.coverage(),
                        later.rows(),
                        error);
        found.add(
                new Signal(
                        Part.COVERAGE,
                        "rows judged",
                        Measure.SHARE,
                        reference.coverage() - later.coverage(),
                        Math.max(MOST_SHARE, chance)));
    }
}
