package redress.grievances.lifecycle;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.grievances.recommendation.FallbackRules;
import redress.grievances.recommendation.Recommender;
import redress.grievances.v1.AppealGrievanceRequest;
import redress.grievances.v1.Channel;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDetails;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Transaction;

/// Takes in an appeal: a grievance of its own, of the same person, programmes, area, sensitivity
/// and subjects as the original. Whoever acted on the original may hand it in, and do nothing more.
@ApplicationScoped
public class AppealGrievance {
    private final Database database;
    private final Grievances grievances;
    private final SubmitGrievance submitting;
    private final Recommender recommender;

    AppealGrievance(
            Database database,
            Grievances grievances,
            SubmitGrievance submitting,
            Recommender recommender) {
        this.database = database;
        this.grievances = grievances;
        this.submitting = submitting;
        this.recommender = recommender;
    }

    /// Takes in the appeal, once per request.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION if the original has no outcome yet; with
    ///   ALREADY_EXISTS if another appeal against it is open
    public Grievance appeal(Caller caller, AppealGrievanceRequest request) {
        var key = RequestKey.of(request);
        return database.answered(caller, key, Grievances.ANSWER)
                .orElseGet(() -> appealNow(caller, key, request));
    }

    private Grievance appealNow(Caller caller, RequestKey key, AppealGrievanceRequest request) {
        UUID originalId = Database.id("id", request.getId());
        var seen = database.as(caller, transaction -> original(transaction, originalId));
        UUID id = UuidCreator.getTimeOrderedEpoch();
        var details = details(seen.getDetails(), request);
        var recommendation = recommender.recommend(id, details);
        var appeal =
                Grievance.newBuilder()
                        .setId(id.toString())
                        .setDetails(details)
                        .setRecommendation(recommendation)
                        .setOriginalGrievanceId(seen.getId())
                        .build();
        return database.once(
                caller, key, Grievances.ANSWER, transaction -> store(transaction, appeal));
    }

    /// Takes in the appeal of a complainant who needs no more than words: title and channel are as
    /// they are on the web. The rules recommend: nobody waits for a peer within a transaction.
    ///
    /// @throws Refusal as [#appeal(Caller, AppealGrievanceRequest)]
    public Grievance appeal(Transaction transaction, UUID originalId, String reasons) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        var original = original(transaction, originalId);
        var request =
                AppealGrievanceRequest.newBuilder()
                        .setTitle("Appeal against " + original.getNumber())
                        .setReasons(reasons)
                        .setChannel(Channel.CHANNEL_WEB);
        var details = details(original.getDetails(), request.build());
        return store(
                transaction,
                Grievance.newBuilder()
                        .setId(id.toString())
                        .setDetails(details)
                        .setRecommendation(FallbackRules.recommend(id, details, transaction.now()))
                        .setOriginalGrievanceId(original.getId())
                        .build());
    }

    private Grievance store(Transaction transaction, Grievance appeal) {
        UUID originalId = UUID.fromString(appeal.getOriginalGrievanceId());
        var original = original(transaction, originalId);
        if (grievances.hasOpenAppeal(transaction, originalId)) {
            throw new Refusal(
                    Reason.REASON_ALREADY_EXISTS,
                    "id: another appeal against this grievance is open (expected: none)");
        }
        var received = submitting.receive(transaction, appeal);
        transaction.record(
                new Event(
                        UUID.fromString(original.getId()),
                        "grievance.appealed",
                        "appealed against with " + received.getNumber()));
        return received;
    }

    private Grievance original(Transaction transaction, UUID id) {
        var original =
                grievances
                        .lock(transaction, id)
                        .orElseThrow(() -> grievances.missing(transaction, id));
        if (original.hasErasedAt()) {
            throw ItemMarks.erased();
        }
        var _ = GrievanceState.of(original).appeal();
        return original;
    }

    private static GrievanceDetails details(
            GrievanceDetails original, AppealGrievanceRequest request) {
        return original.toBuilder()
                .clearExternalId()
                .setTitle(request.getTitle())
                .setDescription(request.getReasons())
                .setChannel(request.getChannel())
                .setDesiredResolution(request.getDesiredResolution())
                .build();
    }
}
