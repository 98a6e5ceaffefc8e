package redress.local.importing;

/// How far an import is.
///
/// @param rows rows done, from the first without a gap
/// @param shortened texts cut to the contract's limit
public record Tally(long rows, long stored, long rejected, long shortened) {
    static final Tally NONE = new Tally(0, 0, 0, 0);

    Tally plusStored(int texts) {
        return new Tally(rows + 1, stored + 1, rejected, shortened + texts);
    }

    Tally plusRejected() {
        return new Tally(rows + 1, stored, rejected + 1, shortened);
    }
}
