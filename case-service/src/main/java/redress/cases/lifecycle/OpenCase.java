package redress.cases.lifecycle;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.BiFunction;
import redress.cases.recommendation.FallbackRules;
import redress.cases.recommendation.Recommender;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.CaseStage;
import redress.cases.v1.OpenCaseRequest;
import redress.decisions.v1.Recommendation;
import redress.mesh.access.Caller;
import redress.mesh.access.ContractValidation;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Opens a case, with a recommendation from the first moment.
@ApplicationScoped
public class OpenCase {
    private static final ContractValidation VALIDATION = new ContractValidation();

    private final InstantSource clock = InstantSource.system();
    private final Database database;
    private final Cases cases;
    private final Recommender recommender;

    OpenCase(Database database, Cases cases, Recommender recommender) {
        this.database = database;
        this.cases = cases;
        this.recommender = recommender;
    }

    /// Opens the case, once per request.
    ///
    /// @throws Refusal with OUT_OF_SCOPE if it would be a case of programmes or an area that the
    ///   caller does not serve, about the caller, or in the hands of whom it is about
    public Case open(Caller caller, OpenCaseRequest request) {
        require(caller, request.getDetails());
        var key = RequestKey.of(request);
        return database.answered(caller, key, Cases.ANSWER)
                .orElseGet(
                        () -> openNow(caller, key, request.getDetails(), recommender::recommend));
    }

    /// Opens one case of many, once per request. The rules recommend; the model's answer follows.
    Case open(Caller caller, RequestKey key, CaseDetails details) {
        VALIDATION.check(details);
        require(caller, details);
        return openNow(
                caller,
                key,
                details,
                (id, known) ->
                        FallbackRules.recommend(Recommender.facts(id, known), clock.instant()));
    }

    private static void require(Caller caller, CaseDetails details) {
        Day.require("target_closure_date", details.getTargetClosureDate());
        Day.require("next_review_date", details.getNextReviewDate());
        CaseScope.requireNew(caller, details);
    }

    // The recommendation is asked for before the transaction: no row is locked while a peer thinks.
    private Case openNow(
            Caller caller,
            RequestKey key,
            CaseDetails details,
            BiFunction<UUID, CaseDetails, Recommendation> recommending) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Recommendation recommendation = recommending.apply(id, details);
        return database.once(
                caller,
                key,
                Cases.ANSWER,
                transaction ->
                        store(transaction, opened(transaction, id, details, recommendation)));
    }

    private Case opened(
            Transaction transaction, UUID id, CaseDetails details, Recommendation recommendation) {
        var now = Timeline.timestamp(transaction.now());
        return CaseState.opened(CaseStage.CASE_STAGE_INTAKE)
                .applyTo(Case.getDefaultInstance())
                .setId(id.toString())
                .setNumber(cases.nextNumber(transaction))
                .setDetails(details)
                .setOpenedDate(LocalDate.ofInstant(transaction.now(), ZoneOffset.UTC).toString())
                .setRecommendation(recommendation)
                .setEtag("1")
                .setCreatedAt(now)
                .setUpdatedAt(now)
                .build();
    }

    private Case store(Transaction transaction, Case opened) {
        cases.add(transaction, opened);
        transaction.record(
                new Event(
                        UUID.fromString(opened.getId()), "case.opened", "opened in stage intake"));
        return opened;
    }
}
