package redress.certs.status;

/// One thing that is not fine.
///
/// @param about whose: a workload's ID, `authority 2`, `crl.pem`
/// @param why what is wrong
/// @param remedy what to do
public record Concern(Level level, String about, String why, String remedy) {
    static Concern soon(Object about, String why, String remedy) {
        return new Concern(Level.SOON, about.toString(), why, remedy);
    }

    static Concern hurting(Object about, String why, String remedy) {
        return new Concern(Level.HURTING, about.toString(), why, remedy);
    }

    @Override
    public String toString() {
        return "%s: %s: %s: %s".formatted(level.label(), about, why, remedy);
    }
}
