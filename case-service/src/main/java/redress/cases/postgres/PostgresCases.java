package redress.cases.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import redress.cases.lifecycle.Cases;
import redress.cases.v1.Case;
import redress.cases.v1.ListCasesRequest;
import redress.mesh.access.Caller;
import redress.mesh.store.Database;
import redress.mesh.store.ExternalIds;
import redress.mesh.store.Page;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;

/// Cases as rows: the case itself as the contract writes it, its personal part sealed; beside it
/// the columns that SQL filters and sorts by. Row level security leaves out what the caller may not
/// see.
@ApplicationScoped
public class PostgresCases implements Cases {
    private static final SealedTable<Case> TABLE = CaseRows.TABLE;
    private static final ExternalIds EXTERNAL_IDS = new ExternalIds("cases");

    @Override
    public String nextNumber(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT 'CASE-'
                            || to_char(CAST(:now AS timestamptz) AT TIME ZONE 'UTC', 'YYYY') || '-'
                            || CASE WHEN n < 1000000 THEN to_char(n, 'FM000000') ELSE CAST(n AS text) END
                        FROM nextval('case_numbers') AS n
                        """)
                .bind("now", Transaction.at(transaction.now()))
                .mapTo(String.class)
                .one();
    }

    @Override
    public void add(Transaction transaction, Case opened) {
        var insert =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO cases (id, number, external_id, external_id_from, state,
                                    stage, priority, case_worker, programme_ids, area_code,
                                    sensitivity, urgency, awaiting_model, beneficiary_hashes,
                                    complaint_hashes, staff_hashes, transfer_to, next_review_date,
                                    case_type, client_type, intake_source, intensity_level,
                                    closure_outcome, supervisor, team, merged, due_at, created_at,
                                    updated_at, document, sealed, data_key)
                                VALUES (:id, :number, :externalId, :externalIdFrom, :state,
                                    :stage, :priority, :caseWorker, :programmeIds, :areaCode,
                                    :sensitivity, :urgency, :awaitingModel, :beneficiaryHashes,
                                    :complaintHashes, :staffHashes, :transferTo, :nextReviewDate,
                                    :caseType, :clientType, :intakeSource, :intensityLevel,
                                    :closureOutcome, :supervisor, :team, :merged, :dueAt, :createdAt,
                                    :updatedAt, :document, :sealed, :dataKey)
                                """);
        bind(insert, transaction, opened).bind("number", opened.getNumber());
        EXTERNAL_IDS.unlessTaken(transaction, opened.getId(), externalId(opened), insert::execute);
    }

    @Override
    public void replace(Transaction transaction, Case changed) {
        var update =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE cases SET external_id = :externalId,
                                    external_id_from = CASE
                                        WHEN external_id = :externalId THEN external_id_from
                                        ELSE :externalIdFrom END,
                                    state = :state, stage = :stage, priority = :priority,
                                    case_worker = :caseWorker, programme_ids = :programmeIds,
                                    area_code = :areaCode, sensitivity = :sensitivity,
                                    urgency = :urgency, awaiting_model = :awaitingModel,
                                    beneficiary_hashes = :beneficiaryHashes,
                                    complaint_hashes = CASE WHEN :erased THEN complaint_hashes
                                        ELSE CAST(:complaintHashes AS text[]) END,
                                    staff_hashes = :staffHashes, transfer_to = :transferTo,
                                    next_review_date = :nextReviewDate, case_type = :caseType,
                                    client_type = :clientType, intake_source = :intakeSource,
                                    intensity_level = :intensityLevel,
                                    closure_outcome = :closureOutcome, supervisor = :supervisor,
                                    team = :team, merged = :merged, due_at = :dueAt,
                                    created_at = :createdAt, updated_at = :updatedAt,
                                    document = :document, sealed = :sealed, data_key = :dataKey
                                WHERE id = :id
                                """);
        // Whom an erased one was about is not in it any more. It stays hidden from them.
        bind(update, transaction, changed).bind("erased", changed.hasErasedAt());
        EXTERNAL_IDS.unlessTaken(
                transaction, changed.getId(), externalId(changed), update::execute);
    }

    @Override
    public Optional<Case> find(Transaction transaction, UUID id) {
        return one(transaction, id, "");
    }

    @Override
    public Optional<Case> find(Database database, Caller caller, UUID id) {
        return database.find(caller, TABLE, id);
    }

    @Override
    public Optional<Case> withKey(Transaction transaction, String externalId) {
        var query =
                transaction
                        .handle()
                        .createQuery(
                                TABLE.select() + "WHERE external_id = :key ORDER BY id LIMIT 1")
                        .bind("key", externalId);
        return TABLE.rows(transaction, query).stream().findFirst();
    }

    @Override
    public Optional<Case> lock(Transaction transaction, UUID id) {
        return one(transaction, id, " FOR UPDATE OF cases");
    }

    @Override
    public Page.Slice<Case> list(Transaction transaction, ListCasesRequest filters, Page page) {
        return CaseRows.page(transaction, CaseRows.filter(filters), filters.getOrder(), page);
    }

    @Override
    public List<Case> awaitingModel(Transaction transaction, int limit) {
        return TABLE.rows(
                transaction,
                transaction
                        .handle()
                        .createQuery(
                                TABLE.select() + "WHERE awaiting_model ORDER BY id LIMIT :limit")
                        .bind("limit", limit));
    }

    private static Optional<Case> one(Transaction transaction, UUID id, String lock) {
        var query =
                transaction
                        .handle()
                        .createQuery(TABLE.select() + "WHERE id = :id" + lock)
                        .bind("id", id);
        return TABLE.rows(transaction, query).stream().findFirst();
    }

    private static <S extends SqlStatement<S>> S bind(
            S statement, Transaction transaction, Case row) {
        var id = UUID.fromString(row.getId());
        var lookup = transaction.sealing().lookup();
        var beneficiary = row.getDetails().getBeneficiary();
        CaseColumns.bind(statement, row)
                .bind("id", id)
                .bind("externalIdFrom", EXTERNAL_IDS.from(transaction))
                .bindArray("beneficiaryHashes", String.class, lookup.hashes(beneficiary))
                .bindArray(
                        "complaintHashes",
                        String.class,
                        lookup.staff(row.getDetails().getSubjectsOfComplaintList()))
                .bindArray(
                        "staffHashes",
                        String.class,
                        lookup.staff(
                                List.of(row.getCaseWorker(), row.getDetails().getSupervisor())));
        return TABLE.bind(statement, transaction, id, lookup.subject(beneficiary, id), row);
    }

    private static String externalId(Case row) {
        return row.getDetails().getExternalId();
    }
}
