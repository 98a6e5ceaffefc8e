package redress.cases.postgres;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import redress.cases.v1.Case;
import redress.cases.v1.CaseState;

/// Cases by the thousand, made by PostgreSQL itself: of 20 programmes, in 30 regions of 30
/// districts each, a hundred for each worker; nine of ten are closed. They have no sealed part.
final class ManyCases {
    private static final int SAMPLES = 1_000;

    private static final String INSERT =
            """
            INSERT INTO cases (id, number, state, stage, priority, case_worker, programme_ids, area_code,
                sensitivity, urgency, awaiting_model, beneficiary_hashes, complaint_hashes, staff_hashes,
                transfer_to, case_type, client_type, intake_source, intensity_level, closure_outcome,
                supervisor, team, merged, due_at, created_at, updated_at, document)
            SELECT id, 'CASE-B-' || n, state, 'CASE_STAGE_INTAKE', 'PRIORITY_BAND_MEDIUM',
                'worker-' || n % (:rows / 100), ARRAY['programme-' || n % 20],
                'CO-' || to_char(n / 20 % 30, 'FM00') || '-' || to_char(n / 600 % 30, 'FM000'),
                1, urgency, false, ARRAY['hash-' || n], '{}', '{}', '', 'support',
                'CLIENT_TYPE_HOUSEHOLD', 'INTAKE_SOURCE_WALK_IN', 1, 'CLOSURE_OUTCOME_UNSPECIFIED', '',
                'team-' || n % (:rows / 200), false, due_at, now(), now(),
                decode('0a24', 'hex') || convert_to(CAST(id AS text), 'UTF8') || rest
            FROM (SELECT n, uuidv7() AS id, n % 1000 * 7919 % 1000 AS sample FROM generate_series(1, :rows) AS n)
                JOIN samples USING (sample)
            """;

    private ManyCases() {}

    /// Adds them and lets PostgreSQL look at what it has.
    static void add(Jdbi superuser, int rows) {
        superuser.useTransaction(
                handle -> {
                    addSamples(handle);
                    var _ = handle.createUpdate(INSERT).bind("rows", rows).execute();
                });
        superuser.useHandle(handle -> handle.execute("VACUUM ANALYZE cases"));
    }

    // The rest of each document agrees with its columns: pages continue by what it says.
    private static void addSamples(Handle handle) {
        handle.execute(
                """
                CREATE TEMPORARY TABLE samples (sample integer, state text, urgency double precision,
                    due_at timestamptz, rest bytea) ON COMMIT DROP
                """);
        var batch =
                handle.prepareBatch(
                        "INSERT INTO samples VALUES (:sample, :state, :urgency, :dueAt, :rest)");
        for (int i = 0; i < SAMPLES; i++) {
            var row = sample(i);
            var _ =
                    batch.bind("sample", i)
                            .bind("state", row.getState().name())
                            .bind("urgency", row.getRecommendation().getScore())
                            .bind("dueAt", CaseColumns.dueAt(row))
                            .bind("rest", row.toByteArray())
                            .add();
        }
        var _ = batch.execute();
    }

    private static Case sample(int i) {
        var row = Case.newBuilder();
        row.setState(i % 10 == 0 ? CaseState.CASE_STATE_ACTIVE : CaseState.CASE_STATE_CLOSED);
        row.getRecommendationBuilder().setScore(i * 37 % SAMPLES / 10.0);
        row.getDetailsBuilder()
                .setTargetClosureDate(LocalDate.of(2027, 1, 1).plusDays(i).toString());
        return row.build();
    }
}
