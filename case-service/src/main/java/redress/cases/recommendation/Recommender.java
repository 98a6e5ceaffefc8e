package redress.cases.recommendation;

import java.util.List;
import java.util.UUID;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.ItemScope;
import redress.decisions.v1.Recommendation;

/// Gives recommendations for cases. It only proposes: nothing changes by itself.
public interface Recommender {
    /// A recommendation for a new case: the model's, or that of the rules if the model does not
    /// answer in time. Never fails.
    Recommendation recommend(UUID id, CaseDetails details);

    /// The model's recommendations for waiting cases; none for a case for which no model answered.
    List<Recommendation> askModel(List<Case> waiting);

    /// What a recommendation may use: facts, never an identity.
    static CaseFacts facts(UUID id, CaseDetails details) {
        return CaseFacts.newBuilder()
                .setSubjectId(id.toString())
                .putAllFacts(details.getFactsMap())
                .setIntensityLevel(details.getIntensityLevel())
                .addAllRiskFactors(details.getRiskFactorsList())
                .setAtLeast(details.getPriority())
                .setScope(scope(details))
                .build();
    }

    /// Who may see a recommendation: whoever may see the case.
    private static ItemScope scope(CaseDetails details) {
        return ItemScope.newBuilder()
                .addAllProgrammeIds(details.getProgrammeIdsList())
                .setAreaCode(details.getAreaCode())
                .setSensitivity(details.getSensitivity())
                .addAllSubjectsOfComplaint(details.getSubjectsOfComplaintList())
                .build();
    }
}
