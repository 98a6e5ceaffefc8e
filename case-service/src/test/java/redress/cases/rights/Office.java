package redress.cases.rights;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Identifier;
import redress.cases.lifecycle.Cases;
import redress.cases.notes.KeepNotes;
import redress.cases.postgres.PostgresCasePersonalData;
import redress.cases.postgres.PostgresCaseRecords;
import redress.cases.postgres.PostgresCases;
import redress.cases.postgres.PostgresExports;
import redress.cases.postgres.PostgresHolds;
import redress.cases.postgres.PostgresNotes;
import redress.cases.postgres.PostgresReferrals;
import redress.cases.postgres.PostgresRequests;
import redress.cases.postgres.TestDatabase;
import redress.cases.v1.AddNoteRequest;
import redress.cases.v1.Case;
import redress.cases.v1.CaseState;
import redress.cases.v1.Note;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.RecommendationReason;
import redress.mesh.access.Caller;
import redress.mesh.rights.PersonalData;
import redress.mesh.rights.ServePersonalData;
import redress.mesh.store.AnswerType;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Transaction;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.FulfilRequestRequest;
import redress.rights.v1.PlaceHoldRequest;
import redress.rights.v1.ReceiveRequestRequest;
import redress.rights.v1.RequestKind;
import redress.rights.v1.Requester;
import redress.rights.v1.RetentionRule;

/// The office of the data protection officer, with its papers in a real PostgreSQL.
final class Office implements AutoCloseable {
    static final Caller OFFICER = TestDatabase.person("dpo", Role.ROLE_DATA_PROTECTION_OFFICER);
    static final String CONFIDENTIAL = " between us";
    static final Caller SUPERVISOR = TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);

    private final TestDatabase postgres = TestDatabase.start();
    private final Database database = postgres.database();
    private final Cases cases = new PostgresCases();
    private final PostgresNotes notes = new PostgresNotes();
    private final DataSubjectRequests papers = new PostgresRequests();
    private final LegalHolds legalHolds = new PostgresHolds();
    private final HolderFake grievances = new HolderFake("grievance-service", true);
    private final HolderFake decisions = new HolderFake("decision-service", false);
    private final Holders holders;
    private final KeepRequests requests;
    private final KeepHolds holds;
    private final BuildExport exports;

    Office() {
        var own = new OwnHolder(held());
        this.holders = () -> List.of(own, grievances, decisions);
        this.requests = new KeepRequests(database, papers, holders);
        this.holds = new KeepHolds(database, legalHolds, papers);
        this.exports = new BuildExport(database, papers, new PostgresExports());
    }

    TestDatabase postgres() {
        return postgres;
    }

    Database database() {
        return database;
    }

    Cases cases() {
        return cases;
    }

    HolderFake grievances() {
        return grievances;
    }

    HolderFake decisions() {
        return decisions;
    }

    KeepRequests requests() {
        return requests;
    }

    KeepHolds holds() {
        return holds;
    }

    BuildExport exports() {
        return exports;
    }

    /// A process that fulfils requests.
    RunRequests process() {
        return new RunRequests(database, papers, legalHolds, holders, exports);
    }

    /// What case-service itself holds.
    ServePersonalData held() {
        return new ServePersonalData(database, personalData(), "case-service");
    }

    /// The same, within a transaction.
    PersonalData personalData() {
        return new PostgresCasePersonalData(
                cases, new PostgresCaseRecords(), new PostgresReferrals());
    }

    /// What erases by these rules.
    ApplyRetention retention(RetentionRule... rules) {
        return new ApplyRetention(
                database, papers, legalHolds, holders, new Retention(List.of(rules)));
    }

    /// A case about a person, with the text in every place where people write.
    Case open(String identifier, String text) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        var row =
                Case.newBuilder()
                        .setId(id.toString())
                        .setNumber("CASE-" + id)
                        .setEtag("1")
                        .setCaseWorker("worker-name")
                        .setState(CaseState.CASE_STATE_ACTIVE)
                        .setRecommendation(
                                Recommendation.newBuilder()
                                        .setId(UUID.randomUUID().toString())
                                        .setSubjectId(id.toString())
                                        .setInputDigest("digest-" + id)
                                        .addReasons(
                                                RecommendationReason.newBuilder().setText(text)));
        row.getDetailsBuilder()
                .setCaseType("household_support")
                .setAreaCode("area-kept")
                .setExternalId("ext-" + id)
                .setTitle(text)
                .setPresentingIssue(text)
                .putFacts("@id " + text, 1)
                .getBeneficiaryBuilder()
                .addIdentifier(identifier(identifier));
        var opened = row.build();
        var key =
                RequestKey.of(
                        AddNoteRequest.newBuilder()
                                .setRequestId(UUID.randomUUID().toString())
                                .build());
        return database.once(
                SUPERVISOR,
                key,
                new AnswerType<>(Case.parser(), _ -> id),
                transaction -> {
                    cases.add(transaction, opened);
                    transaction.record(new Event(id, "case.opened", "opened"));
                    notes.add(transaction, id, note(transaction, text));
                    var secret = note(transaction, text + CONFIDENTIAL).toBuilder();
                    notes.add(transaction, id, secret.setIsConfidential(true).build());
                    return opened;
                });
    }

    private static Note note(Transaction transaction, String text) {
        return Note.newBuilder()
                .setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setAuthor(transaction.actor())
                .setText(text)
                .build();
    }

    /// A note about a case, as somebody who supervises adds it.
    Note note(Case known) {
        return new KeepNotes(database, cases, notes)
                .add(
                        SUPERVISOR,
                        AddNoteRequest.newBuilder()
                                .setRequestId(UUID.randomUUID().toString())
                                .setCaseId(known.getId())
                                .setText("a late word")
                                .build());
    }

    /// The case is as it is given from now on, and its history tells so.
    void change(Case changed, String event) {
        database.write(
                SUPERVISOR,
                transaction -> {
                    cases.replace(transaction, changed);
                    transaction.record(
                            new Event(UUID.fromString(changed.getId()), event, "changed"));
                });
    }

    Case read(Case known) {
        return database.asService(
                        "case-service",
                        transaction -> cases.find(transaction, UUID.fromString(known.getId())))
                .orElseThrow();
    }

    static Identifier identifier(String value) {
        return Identifier.newBuilder().setIdentifierType("UIN").setIdentifierValue(value).build();
    }

    DataSubjectRequest receive(RequestKind kind, String... identifiers) {
        var request =
                ReceiveRequestRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setKind(kind)
                        .setRequester(Requester.REQUESTER_PERSON)
                        .setIdentityVerification("came with the card of " + identifiers[0]);
        for (String one : identifiers) {
            request.getSubjectBuilder().addIdentifier(identifier(one));
        }
        return requests.receive(OFFICER, request.build());
    }

    DataSubjectRequest fulfil(DataSubjectRequest request) {
        return requests.fulfil(
                OFFICER,
                FulfilRequestRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setId(request.getId())
                        .setEtag(request.getEtag())
                        .build());
    }

    DataSubjectRequest read(DataSubjectRequest request) {
        return requests.get(OFFICER, request.getId());
    }

    PlaceHoldRequest hold(String item) {
        return PlaceHoldRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setItemId(item)
                .setReason("Court file 12 O 34/26")
                .build();
    }

    /// All that ever happened, happened long ago.
    void yearsPass() {
        postgres.superuser()
                .useTransaction(
                        handle -> {
                            handle.execute("ALTER TABLE events DISABLE TRIGGER events_append_only");
                            handle.execute(
                                    "UPDATE events SET occurred_at = occurred_at - interval '20 years'");
                            handle.execute("ALTER TABLE events ENABLE TRIGGER events_append_only");
                        });
    }

    /// The next try is due, and every lease has run out.
    void timePasses() {
        postgres.jdbi()
                .useTransaction(
                        handle -> {
                            handle.execute("SELECT set_config('redress.roles', 'SERVICE', true)");
                            handle.execute(
                                    """
                                    UPDATE data_subject_requests
                                    SET next_attempt_at = now() - interval '1 second'
                                    WHERE next_attempt_at IS NOT NULL
                                    """);
                            handle.execute(
                                    """
                                    UPDATE exports SET expires_at = now() - interval '1 second'
                                    WHERE expires_at IS NOT NULL
                                    """);
                        });
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
