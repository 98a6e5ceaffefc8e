package redress.mesh.access;

import redress.mesh.access.CallerLimits.Allowance;

/// Limits that only some tests reach.
final class TestLimits {
    private static final int MANY = 1_000_000;

    private TestLimits() {}

    static CallerLimits atOnce(int calls) {
        var allowance = new Allowance(MANY, calls);
        return new CallerLimits(allowance, allowance);
    }
}
