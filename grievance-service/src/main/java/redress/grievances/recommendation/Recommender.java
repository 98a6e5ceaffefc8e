package redress.grievances.recommendation;

import java.util.List;
import java.util.UUID;
import redress.decisions.v1.GrievanceText;
import redress.decisions.v1.ItemScope;
import redress.decisions.v1.Recommendation;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDetails;

/// Gives recommendations for grievances. It only proposes: nothing changes by itself.
public interface Recommender {
    /// A recommendation for a new grievance: the model's, or that of the rules if the model does
    /// not answer in time. Never fails.
    Recommendation recommend(UUID id, GrievanceDetails details);

    /// The model's recommendations for waiting grievances; none for a grievance for which no model
    /// answered.
    List<Recommendation> askModel(List<Grievance> waiting);

    /// What a model may read: the words, never an identity beside them.
    static GrievanceText text(UUID id, GrievanceDetails details) {
        return GrievanceText.newBuilder()
                .setSubjectId(id.toString())
                .setText(details.getTitle() + "\n" + details.getDescription())
                .setLanguage(details.getLanguage())
                .setAtLeast(FallbackRules.atLeast(details))
                .setScope(scope(details))
                .build();
    }

    /// Who may see a recommendation: whoever may see the grievance.
    private static ItemScope scope(GrievanceDetails details) {
        return ItemScope.newBuilder()
                .addAllProgrammeIds(details.getProgrammeIdsList())
                .setAreaCode(details.getAreaCode())
                .setSensitivity(details.getSensitivity())
                .addAllSubjectsOfComplaint(details.getSubjectsOfComplaintList())
                .build();
    }
}
