package redress.grievances.postgres;

import java.util.List;
import java.util.UUID;
import redress.beneficiaries.v1.BeneficiaryReference;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceFilter;
import redress.grievances.v1.GrievanceOrder;
import redress.grievances.v1.ListGrievancesRequest;
import redress.mesh.store.Conditions;
import redress.mesh.store.Order;
import redress.mesh.store.Page;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;

/// The rows that fit a filter, as pages or as a number: the conditions are the same. Row level
/// security leaves out what the caller may not see.
final class GrievanceRows {
    static final SealedTable<Grievance> TABLE = new SealedTable<>("grievances", Grievance.parser());

    private static final String OF_BENEFICIARY =
            "SELECT grievance_id FROM grievance_identifiers WHERE hash = :hash";

    private GrievanceRows() {}

    static Page.Slice<Grievance> page(
            Transaction transaction, GrievanceFilter filter, GrievanceOrder wanted, Page page) {
        var order = order(wanted);
        var conditions = conditions(transaction, filter).after(page, order);
        var query =
                transaction
                        .handle()
                        .createQuery(TABLE.select() + conditions.sql(order))
                        .bind("limit", page.limit());
        conditions.bind(query);
        transaction.planForCaller();
        return page.slice(
                TABLE.rows(transaction, query),
                row ->
                        new Page.Key(
                                GrievanceColumns.rank(row, wanted), UUID.fromString(row.getId())));
    }

    /// How many rows fit, or the bound if there are more.
    static int count(Transaction transaction, GrievanceFilter filter, int bound) {
        var conditions = conditions(transaction, filter);
        var query =
                transaction
                        .handle()
                        .createQuery(
                                "SELECT count(*) FROM (SELECT FROM grievances"
                                        + conditions.where()
                                        + " LIMIT :limit) AS fitting")
                        .bind("limit", bound);
        conditions.bind(query);
        transaction.planForCaller();
        return query.mapTo(Integer.class).one();
    }

    /// The filter of a plain list.
    static GrievanceFilter filter(ListGrievancesRequest list) {
        var filter = GrievanceFilter.newBuilder();
        if (list.getStateValue() != 0) {
            filter.addStates(list.getState());
        }
        if (list.getSeverityValue() != 0) {
            filter.addSeverities(list.getSeverity());
        }
        if (list.getSlaStatusValue() != 0) {
            filter.addSlaStatuses(list.getSlaStatus());
        }
        return filter.addAllCategoryCodes(given(list.getCategoryCode()))
                .addAllAssignedTo(given(list.getAssignedTo()))
                .addAllProgrammeIds(given(list.getProgrammeId()))
                .addAllAreaCodes(given(list.getAreaCode()))
                .addAllExternalIds(given(list.getExternalId()))
                .build();
    }

    private static List<String> given(String value) {
        return value.isEmpty() ? List.of() : List.of(value);
    }

    private static Order order(GrievanceOrder order) {
        return switch (order) {
            case GRIEVANCE_ORDER_URGENCY -> Order.URGENCY;
            case GRIEVANCE_ORDER_DUE -> Order.DUE;
            case GRIEVANCE_ORDER_OLDEST -> Order.OLDEST;
            case GRIEVANCE_ORDER_UNSPECIFIED, GRIEVANCE_ORDER_NEWEST, UNRECOGNIZED -> Order.NEWEST;
        };
    }

    private static Conditions conditions(Transaction transaction, GrievanceFilter filter) {
        var conditions = flagged(placed(told(new Conditions(), filter), filter), filter);
        if (filter.hasBeneficiary()) {
            var known = BeneficiaryReference.newBuilder().addIdentifier(filter.getBeneficiary());
            var hashes = transaction.sealing().lookup().hashes(known.build());
            conditions.isAmong(OF_BENEFICIARY, hashes.getFirst());
        }
        return conditions
                .within("due_at", filter.getDue())
                .within("received_at", filter.getReceived())
                .within("updated_at", filter.getUpdated())
                .within("incident", filter.getIncident());
    }

    private static Conditions told(Conditions conditions, GrievanceFilter filter) {
        return conditions
                .oneOf("state", filter.getStatesList())
                .below("category_code", filter.getCategoryCodesList(), '/')
                .oneOf("severity", filter.getSeveritiesList())
                .oneOf("sensitivity", Integer.class, filter.getSensitivitiesValueList())
                .oneOf("channel", filter.getChannelsList())
                .oneOf("complainant_type", filter.getComplainantTypesList())
                .oneOf("on_behalf_of", filter.getOnBehalfOfList())
                .oneOf("language", String.class, filter.getLanguagesList())
                .oneOf("number", String.class, filter.getNumbersList())
                .oneOf("external_id", String.class, filter.getExternalIdsList());
    }

    private static Conditions placed(Conditions conditions, GrievanceFilter filter) {
        return conditions
                .oneOf("sla_status", filter.getSlaStatusesList())
                .oneOf("decision", filter.getDecisionsList())
                .overlaps("programme_ids", filter.getProgrammeIdsList())
                .below("area_code", filter.getAreaCodesList(), '-')
                .oneOf("assigned_to", String.class, filter.getAssignedToList())
                .atLeast("escalation_level", filter.getMinEscalationLevel());
    }

    private static Conditions flagged(Conditions conditions, GrievanceFilter filter) {
        if (filter.hasUnassigned()) {
            conditions.is(filter.getUnassigned(), "assigned_to = ''");
        }
        if (filter.hasAppeal()) {
            conditions.is(filter.getAppeal(), "original_id IS NOT NULL");
        }
        if (filter.hasDuplicate()) {
            conditions.is(filter.getDuplicate(), "duplicate");
        }
        if (filter.hasHandedOver()) {
            conditions.is(filter.getHandedOver(), "handed_over");
        }
        if (filter.hasOngoingIssue()) {
            conditions.is(filter.getOngoingIssue(), "ongoing_issue");
        }
        return conditions;
    }
}
