package redress.decisions.registry;

/// How good a version must be to answer: the one place where that is written.
///
/// Bounds are part of the program, so that nobody widens them on a running installation.
public final class GateBounds {
    /// The least AUC: below it a model hardly orders better than chance.
    public static final double LEAST_AUC = .60;

    /// The least share of right categories of a version that has nothing but categories.
    public static final double LEAST_ACCURACY = .50;

    /// How much worse than the version in use a measure may be, if both learnt from one table.
    public static final double WORSE = .01;

    /// The same if they learnt from different tables, which differ in how hard they are.
    public static final double WORSE_ELSEWHERE = .05;

    /// The largest expected calibration error (decisions.md 10).
    public static final double CALIBRATION_ERROR = .03;

    /// The widest clear gap between groups in the share found of those with the answer yes. Groups
    /// that differ in how many need help are found at different rates by any one threshold: up to
    /// .145 by a good model of a national survey (docs/adr/0027).
    public static final double FOUND_GAP = .20;

    /// The widest clear gap between groups in probability minus share of yes.
    public static final double CALIBRATION_GAP = .05;

    private GateBounds() {}
}
