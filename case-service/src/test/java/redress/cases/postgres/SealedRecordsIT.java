package redress.cases.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redress.access.v1.Role;
import redress.cases.records.RecordKind;
import redress.cases.v1.Case;
import redress.cases.v1.Referral;
import redress.mesh.access.Caller;
import redress.mesh.store.Database;

/// What belongs to a case is sealed like the case.
class SealedRecordsIT {
    private static final Caller SUPERVISOR =
            TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Database database = POSTGRES.database();
    private final PostgresCases cases = new PostgresCases();
    private final PostgresCaseRecords records = new PostgresCaseRecords();
    private final PostgresReferrals referrals = new PostgresReferrals();

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    static List<RecordKind<?>> kinds() {
        return RecordKind.ALL;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <M extends Message> void nothingPersonalOfARecordIsInTheDatabase(RecordKind<M> kind)
            throws Exception {
        var marked = new Marked();
        var blank = kind.parser().parseFrom(new byte[0]).toBuilder();
        var written = identified(kind.parser().parseFrom(marked.fill(blank).build().toByteArray()));

        database.write(
                SUPERVISOR,
                transaction -> {
                    cases.add(transaction, open(kind.caseId(written)));
                    records.add(transaction, kind, written);
                });

        assertThat(marked.markers()).isNotEmpty();
        var dump = POSTGRES.dumpOfRows();
        assertThat(marked.markers()).noneMatch(dump::contains);
        var read =
                database.as(
                        SUPERVISOR,
                        transaction -> records.find(transaction, kind, kind.id(written)));
        assertThat(read).contains(written);
    }

    @Test
    void nothingPersonalOfAReferralIsInTheDatabase() {
        var marked = new Marked();
        var filled = marked.fill(Referral.newBuilder());
        filled.getDetailsBuilder().setToProgramme("open");
        Referral written = identified(filled.build());
        var caseId = UUID.fromString(written.getCaseId());

        database.write(
                SUPERVISOR,
                transaction -> {
                    cases.add(transaction, open(caseId));
                    referrals.add(transaction, open(caseId), written);
                });

        var dump = POSTGRES.dumpOfRows();
        assertThat(marked.markers()).hasSizeGreaterThan(5).noneMatch(dump::contains);
        var id = UUID.fromString(written.getId());
        var read = database.as(SUPERVISOR, transaction -> referrals.find(transaction, id));
        assertThat(read).contains(written);
    }

    @SuppressWarnings("unchecked")
    private static <M extends Message> M identified(M known) {
        var type = known.getDescriptorForType();
        var fresh = known.toBuilder();
        for (String id : new String[] {"id", "case_id"}) {
            fresh.setField(type.findFieldByName(id), UuidCreator.getTimeOrderedEpoch().toString());
        }
        return (M) fresh.clearField(type.findFieldByName("erased_at")).build();
    }

    private static Case open(UUID id) {
        var row = Case.newBuilder().setId(id.toString()).setNumber("CASE-" + id).setEtag("1");
        return row.build();
    }
}
