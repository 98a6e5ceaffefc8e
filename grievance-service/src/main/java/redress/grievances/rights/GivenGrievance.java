package redress.grievances.rights;

import redress.beneficiaries.v1.BeneficiaryReference;
import redress.grievances.v1.ComplainantType;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.OnBehalfOf;

/// What a person is given of a grievance: nothing of the staff whom it is about, and nothing that
/// somebody else told about the person. Both are data of others (GDPR Art. 15(4)).
///
/// Who complained is taken from the grievance. Not promised: that nobody is named in what staff
/// wrote.
public final class GivenGrievance {
    private GivenGrievance() {}

    /// The grievance; of another one's complaint without words and contact.
    public static Grievance of(Grievance known) {
        var given = known.toBuilder();
        given.getDetailsBuilder().clearSubjectsOfComplaint();
        if (!isOwn(known)) {
            given.getDetailsBuilder()
                    .clearTitle()
                    .clearDescription()
                    .clearDesiredResolution()
                    .clearPreferredContact();
            if (given.hasDecision()) {
                given.getDecisionBuilder().clearComment();
            }
        }
        return given.build();
    }

    /// An entry of its log; of another one's complaint without words.
    public static GrievanceAction of(Grievance known, GrievanceAction entry) {
        if (isOwn(known)) {
            return entry;
        }
        var given = entry.toBuilder().clearText();
        if (given.hasDecision()) {
            given.getDecisionBuilder().clearComment();
        }
        return given.build();
    }

    /// Whether what was handed in with it is the person's own. Who is not said to be the
    /// beneficiary may be anybody; without a beneficiary, it is the complainant who asks.
    public static boolean isOwn(Grievance known) {
        var details = known.getDetails();
        return details.getBeneficiary().equals(BeneficiaryReference.getDefaultInstance())
                || (details.getComplainantType() == ComplainantType.COMPLAINANT_TYPE_BENEFICIARY
                        && details.getOnBehalfOf() == OnBehalfOf.ON_BEHALF_OF_UNSPECIFIED);
    }
}
