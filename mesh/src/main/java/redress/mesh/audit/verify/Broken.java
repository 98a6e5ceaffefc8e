package redress.mesh.audit.verify;

/// The first thing of a journal that is not as it was sealed.
///
/// @param what the entry or block, such as `entry 17`
/// @param why what is wrong with it
public record Broken(String what, String why) {
    static Broken entry(long number, String why) {
        return new Broken("entry " + number, why);
    }

    static Broken block(long number, String why) {
        return new Broken("block " + number, why);
    }

    @Override
    public String toString() {
        return what + ": " + why;
    }
}
