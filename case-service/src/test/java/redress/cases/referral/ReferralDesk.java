package redress.cases.referral;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import redress.access.v1.Role;
import redress.cases.consent.ConsentsForTests;
import redress.cases.lifecycle.TestUseCases;
import redress.cases.postgres.PostgresCasePersonalData;
import redress.cases.postgres.PostgresCaseRecords;
import redress.cases.postgres.PostgresCases;
import redress.cases.postgres.PostgresReferrals;
import redress.cases.postgres.TestDatabase;
import redress.cases.v1.AcceptReferralRequest;
import redress.cases.v1.Case;
import redress.cases.v1.Consent;
import redress.cases.v1.FinishReferralRequest;
import redress.cases.v1.ListReferralsRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.ReferCaseRequest;
import redress.cases.v1.Referral;
import redress.cases.v1.ReferralDetails;
import redress.cases.v1.RejectReferralRequest;
import redress.cases.v1.RevokeReferralRequest;
import redress.cases.v1.StartReferralRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Scope;
import redress.mesh.rights.ServePersonalData;
import redress.mesh.store.Database;
import redress.mesh.store.Timeline;

/// Senders and receivers of referrals, with their papers in a real PostgreSQL.
final class ReferralDesk {
    static final Caller SENDER = worker("sender", "cash", "CO");
    static final Caller HOUSING = worker("hana", "housing", "CO-05");
    static final Caller PARTNER = system("partner", "cash", "housing");

    final TestUseCases use;
    final ReferCase sending;
    final AnswerReferral answering;
    final ReadReferrals reading;
    final EndReferrals ending;
    final ConsentsForTests consents;
    final Database database;
    final PostgresReferrals referrals = new PostgresReferrals();
    final ServePersonalData held;

    ReferralDesk(TestDatabase postgres) {
        this.database = postgres.database();
        var cases = new PostgresCases();
        var records = new PostgresCaseRecords();
        var changes = new ChangeReferral(database, cases, referrals);
        this.use = new TestUseCases(database, cases);
        this.sending = new ReferCase(database, cases, records, referrals, changes);
        this.answering = new AnswerReferral(changes);
        this.reading = new ReadReferrals(database, referrals, changes);
        this.ending = new EndReferrals(database, referrals);
        this.consents = ConsentsForTests.on(database, cases, records, ending);
        this.held =
                new ServePersonalData(
                        database,
                        new PostgresCasePersonalData(cases, records, referrals),
                        "case-service");
    }

    static Caller worker(String name, String programme, String area) {
        return TestDatabase.person(
                name, new Scope(Set.of(programme), Set.of(area)), Role.ROLE_CASE_WORKER);
    }

    static Caller supervisor(String name, String programme, String area) {
        return TestDatabase.person(
                name, new Scope(Set.of(programme), Set.of(area)), Role.ROLE_SUPERVISOR);
    }

    static Caller system(String name, String... programmes) {
        return TestDatabase.person(
                name, new Scope(Set.of(programmes), Set.of("CO")), Role.ROLE_PARTNER_SYSTEM);
    }

    /// A case of the sender's programme.
    Case open() {
        var request = OpenCaseRequest.newBuilder().setRequestId(id());
        request.getDetailsBuilder()
                .setTitle("No roof")
                .setCaseType("support")
                .setPresentingIssue("told in confidence")
                .addProgrammeIds("cash")
                .setAreaCode("CO-05-001")
                .putFacts("rooms", 1);
        return use.opening().open(SENDER, request.build());
    }

    /// What every referral says here.
    static ReferralDetails.Builder details() {
        return ReferralDetails.newBuilder()
                .setService("shelter")
                .setFromProgramme("cash")
                .setReason("rain comes in")
                .addSharedFields("title")
                .addSharedFields("facts")
                .setExpiresAt(in(Duration.ofDays(7)));
    }

    Referral refer(Case of, ReferralDetails.Builder details) {
        return sending.refer(
                SENDER,
                ReferCaseRequest.newBuilder()
                        .setRequestId(id())
                        .setCaseId(of.getId())
                        .setDetails(details)
                        .build());
    }

    /// A referral to the partner system without consent, for a reason.
    Referral referToPartner(Case of) {
        return refer(
                of,
                details()
                        .setReceiver("partner")
                        .setConsentOverridden(true)
                        .setConsentOverrideReason("danger to life"));
    }

    Referral referToHousing(Case of) {
        return refer(of, details().setToProgramme("housing"));
    }

    Referral referWithConsent(Case of, Consent consent) {
        return refer(of, details().setReceiver("partner").setConsentId(consent.getId()));
    }

    Referral accept(Caller caller, Referral before) {
        return answering.accept(
                caller,
                AcceptReferralRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .build());
    }

    Referral reject(Caller caller, Referral before, String reason) {
        return answering.reject(
                caller,
                RejectReferralRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setReason(reason)
                        .build());
    }

    Referral start(Caller caller, Referral before) {
        return answering.start(
                caller,
                StartReferralRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .build());
    }

    Referral finish(Caller caller, Referral before, String outcome) {
        return answering.finish(
                caller,
                FinishReferralRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setOutcome(outcome)
                        .build());
    }

    Referral revoke(Caller caller, Referral before) {
        return sending.revoke(
                caller,
                RevokeReferralRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setReason("found a place")
                        .build());
    }

    /// A request whose time is over, and nobody has noted it yet.
    Referral overdue(Case of) {
        var known = referToPartner(of);
        var late = known.toBuilder().setId(UUID.randomUUID().toString());
        late.getDetailsBuilder().setExpiresAt(in(Duration.ofMinutes(-1)));
        database.write(SENDER, t -> referrals.add(t, of, late.build()));
        return late.build();
    }

    /// What a caller is shown of a referral, if it exists for them.
    Optional<Referral> seen(Caller caller, Referral known) {
        return reading
                .list(caller, ListReferralsRequest.newBuilder().setPageSize(200).build())
                .rows()
                .stream()
                .filter(one -> one.getId().equals(known.getId()))
                .findFirst();
    }

    static Timestamp in(Duration time) {
        return Timeline.timestamp(Instant.now().plus(time));
    }

    static String id() {
        return UUID.randomUUID().toString();
    }
}
