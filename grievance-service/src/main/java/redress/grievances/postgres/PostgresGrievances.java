package redress.grievances.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import redress.grievances.lifecycle.GrievanceRules;
import redress.grievances.lifecycle.Grievances;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ListGrievancesRequest;
import redress.mesh.access.Caller;
import redress.mesh.privacy.Lookup;
import redress.mesh.store.Database;
import redress.mesh.store.ExternalIds;
import redress.mesh.store.Page;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;

/// Grievances as rows: the grievance itself as the contract writes it, its personal part sealed;
/// beside it the columns that SQL filters and sorts by. Row level security leaves out what the
/// caller may not see; no change of the contract takes a row out of the sight of who makes it.
@ApplicationScoped
public class PostgresGrievances implements Grievances {
    private static final SealedTable<Grievance> TABLE = GrievanceRows.TABLE;
    private static final ExternalIds EXTERNAL_IDS = new ExternalIds("grievances");

    @Override
    public String nextNumber(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT 'GRV-'
                            || to_char(CAST(:now AS timestamptz) AT TIME ZONE 'UTC', 'YYYY') || '-'
                            || CASE WHEN n < 1000000 THEN to_char(n, 'FM000000') ELSE CAST(n AS text) END
                        FROM nextval('grievance_numbers') AS n
                        """)
                .bind("now", Transaction.at(transaction.now()))
                .mapTo(String.class)
                .one();
    }

    @Override
    public void add(Transaction transaction, Grievance received) {
        var insert =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO grievances (id, number, external_id, external_id_from,
                                    state, category_code, severity, assigned_to, programme_ids,
                                    area_code, sensitivity, urgency, awaiting_model,
                                    beneficiary_hashes, complaint_hashes, staff_hashes,
                                    original_id, decided_hash, approved_hash, sla_status,
                                    channel, complainant_type, on_behalf_of, language, decision,
                                    escalation_level, incident, ongoing_issue, duplicate,
                                    handed_over, due_at, received_at, updated_at,
                                    document, sealed, data_key)
                                VALUES (:id, :number, :externalId, :externalIdFrom,
                                    :state, :categoryCode, :severity, :assignedTo, :programmeIds,
                                    :areaCode, :sensitivity, :urgency, :awaitingModel,
                                    :beneficiaryHashes, :complaintHashes, :staffHashes,
                                    CAST(:originalId AS uuid), :decidedHash, :approvedHash,
                                    :slaStatus,
                                    :channel, :complainantType, :onBehalfOf, :language, :decision,
                                    :escalationLevel, :incident, :ongoingIssue, :duplicate,
                                    :handedOver, :dueAt, :receivedAt, :updatedAt,
                                    :document, :sealed, :dataKey)
                                """);
        bind(insert, transaction, received)
                .bind("number", received.getNumber())
                .bind("originalId", original(received));
        EXTERNAL_IDS.unlessTaken(
                transaction, received.getId(), externalId(received), insert::execute);
    }

    @Override
    public void replace(Transaction transaction, Grievance changed) {
        var update =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE grievances SET external_id = :externalId,
                                    external_id_from = CASE
                                        WHEN external_id = :externalId THEN external_id_from
                                        ELSE :externalIdFrom END,
                                    state = :state,
                                    category_code = :categoryCode, severity = :severity,
                                    assigned_to = :assignedTo, programme_ids = :programmeIds,
                                    area_code = :areaCode, sensitivity = :sensitivity,
                                    urgency = :urgency, awaiting_model = :awaitingModel,
                                    beneficiary_hashes = :beneficiaryHashes,
                                    complaint_hashes = CASE WHEN :erased THEN complaint_hashes
                                        ELSE CAST(:complaintHashes AS text[]) END,
                                    staff_hashes = :staffHashes,
                                    decided_hash = :decidedHash, approved_hash = :approvedHash,
                                    sla_status = :slaStatus, channel = :channel,
                                    complainant_type = :complainantType,
                                    on_behalf_of = :onBehalfOf, language = :language,
                                    decision = :decision, escalation_level = :escalationLevel,
                                    incident = :incident, ongoing_issue = :ongoingIssue,
                                    duplicate = :duplicate, handed_over = :handedOver,
                                    due_at = :dueAt, received_at = :receivedAt,
                                    updated_at = :updatedAt,
                                    document = :document, sealed = :sealed, data_key = :dataKey
                                WHERE id = :id
                                """);
        // Whom an erased one was about is not in it any more. It stays hidden from them.
        bind(update, transaction, changed).bind("erased", changed.hasErasedAt());
        EXTERNAL_IDS.unlessTaken(
                transaction, changed.getId(), externalId(changed), update::execute);
    }

    @Override
    public Optional<Grievance> find(Transaction transaction, UUID id) {
        return one(transaction, id, "");
    }

    @Override
    public Optional<Grievance> find(Database database, Caller caller, UUID id) {
        return database.find(caller, TABLE, id);
    }

    @Override
    public Optional<Grievance> lock(Transaction transaction, UUID id) {
        return one(transaction, id, " FOR UPDATE OF grievances");
    }

    @Override
    public Page.Slice<Grievance> list(
            Transaction transaction, ListGrievancesRequest filters, Page page) {
        return GrievanceRows.page(
                transaction, GrievanceRows.filter(filters), filters.getOrder(), page);
    }

    @Override
    public boolean hasOpenAppeal(Transaction transaction, UUID original) {
        return TABLE
                .rows(
                        transaction,
                        transaction
                                .handle()
                                .createQuery(TABLE.select() + "WHERE original_id = :original")
                                .bind("original", original))
                .stream()
                .anyMatch(GrievanceRules::isOpen);
    }

    @Override
    public List<Grievance> awaitingModel(Transaction transaction, int limit) {
        return TABLE.rows(
                transaction,
                transaction
                        .handle()
                        .createQuery(
                                TABLE.select() + "WHERE awaiting_model ORDER BY id LIMIT :limit")
                        .bind("limit", limit));
    }

    private static <S extends SqlStatement<S>> S bind(
            S statement, Transaction transaction, Grievance row) {
        var id = UUID.fromString(row.getId());
        var lookup = transaction.sealing().lookup();
        var beneficiary = row.getDetails().getBeneficiary();
        GrievanceColumns.bind(statement, row)
                .bind("id", id)
                .bind("externalIdFrom", EXTERNAL_IDS.from(transaction))
                .bindArray("beneficiaryHashes", String.class, lookup.hashes(beneficiary))
                .bindArray(
                        "complaintHashes",
                        String.class,
                        lookup.staff(row.getDetails().getSubjectsOfComplaintList()))
                .bindArray("staffHashes", String.class, lookup.staff(List.of(row.getAssignedTo())))
                .bind("decidedHash", staff(lookup, row.getDecision().getDecidedBy()))
                .bind("approvedHash", staff(lookup, row.getDecision().getApprovedBy()));
        return TABLE.bind(statement, transaction, id, lookup.subject(beneficiary, id), row);
    }

    private static @Nullable String staff(Lookup lookup, String userName) {
        return lookup.staff(List.of(userName)).stream().findFirst().orElse(null);
    }

    private static @Nullable UUID original(Grievance row) {
        String original = row.getOriginalGrievanceId();
        return original.isEmpty() ? null : UUID.fromString(original);
    }

    private static String externalId(Grievance row) {
        return row.getDetails().getExternalId();
    }

    private static Optional<Grievance> one(Transaction transaction, UUID id, String lock) {
        var query =
                transaction
                        .handle()
                        .createQuery(TABLE.select() + "WHERE id = :id" + lock)
                        .bind("id", id);
        return TABLE.rows(transaction, query).stream().findFirst();
    }
}
