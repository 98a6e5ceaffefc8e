package redress.cases.rights;

import redress.cases.v1.Case;

/// What a person is given of a case: nothing of the staff whom it is a complaint about, which is
/// data of others (GDPR Art. 15(4)).
public final class GivenCase {
    private GivenCase() {}

    /// The case without whom it is a complaint about.
    public static Case of(Case known) {
        var given = known.toBuilder();
        given.getDetailsBuilder().clearSubjectsOfComplaint();
        return given.build();
    }
}
