package redress.grievances.postgres;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceState;

/// Grievances by the thousand, made by PostgreSQL itself: of 20 programmes, in 30 regions of 30
/// districts each, in 30 categories, a hundred for each officer; nine of ten are closed. They have
/// no sealed part.
final class ManyGrievances {
    private static final int SAMPLES = 1_000;
    private static final long FIRST_DUE = 1_800_000_000;

    private static final String INSERT =
            """
            INSERT INTO grievances (id, number, state, category_code, severity, assigned_to, programme_ids, area_code,
                sensitivity, urgency, awaiting_model, beneficiary_hashes, complaint_hashes, staff_hashes,
                sla_status, channel, complainant_type, on_behalf_of, language, decision, escalation_level,
                ongoing_issue, duplicate, handed_over, due_at, received_at, updated_at, document)
            SELECT id, 'GRV-B-' || n, state, 'category-' || n % 30 || '/late',
                'SEVERITY_MEDIUM',
                'worker-' || n % (:rows / 100), ARRAY['programme-' || n % 20],
                'CO-' || to_char(n / 20 % 30, 'FM00') || '-' || to_char(n / 600 % 30, 'FM000'),
                1, urgency, false, ARRAY['hash-' || n], '{}', '{}',
                'SLA_STATUS_ON_TRACK', 'CHANNEL_PHONE', 'COMPLAINANT_TYPE_BENEFICIARY',
                'ON_BEHALF_OF_UNSPECIFIED', 'es', 'DECISION_UNSPECIFIED', 0, false, false, false, due_at, now(),
                now(),
                decode('0a24', 'hex') || convert_to(CAST(id AS text), 'UTF8') || rest
            FROM (SELECT n, uuidv7() AS id, n % 1000 * 7919 % 1000 AS sample FROM generate_series(1, :rows) AS n)
                JOIN samples USING (sample)
            """;

    private ManyGrievances() {}

    /// Adds them and lets PostgreSQL look at what it has.
    static void add(Jdbi superuser, int rows) {
        superuser.useTransaction(
                handle -> {
                    addSamples(handle);
                    var _ = handle.createUpdate(INSERT).bind("rows", rows).execute();
                });
        superuser.useHandle(handle -> handle.execute("VACUUM ANALYZE grievances"));
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
                            .bind("dueAt", GrievanceColumns.dueAt(row))
                            .bind("rest", row.toByteArray())
                            .add();
        }
        var _ = batch.execute();
    }

    private static Grievance sample(int i) {
        var row = Grievance.newBuilder();
        row.setState(
                i % 10 == 0
                        ? GrievanceState.GRIEVANCE_STATE_RECEIVED
                        : GrievanceState.GRIEVANCE_STATE_CLOSED);
        row.getRecommendationBuilder().setScore(i * 37 % SAMPLES / 10.0);
        row.getResolveByBuilder().setSeconds(FIRST_DUE + i * 3600L);
        return row.build();
    }
}
