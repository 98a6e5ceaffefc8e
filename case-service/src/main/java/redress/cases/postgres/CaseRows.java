package redress.cases.postgres;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import redress.beneficiaries.v1.BeneficiaryReference;
import redress.cases.v1.Case;
import redress.cases.v1.CaseFilter;
import redress.cases.v1.CaseOrder;
import redress.cases.v1.ListCasesRequest;
import redress.lists.v1.DayRange;
import redress.mesh.store.Conditions;
import redress.mesh.store.Order;
import redress.mesh.store.Page;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;

/// The rows that fit a filter, as pages or as a number: the conditions are the same. Row level
/// security leaves out what the caller may not see.
final class CaseRows {
    static final SealedTable<Case> TABLE = new SealedTable<>("cases", Case.parser());

    private static final String REFERRED =
            """
            EXISTS (SELECT FROM referrals WHERE referrals.case_id = cases.id AND referrals.state IN (
                'REFERRAL_STATE_REQUESTED', 'REFERRAL_STATE_ACCEPTED', 'REFERRAL_STATE_IN_PROGRESS'))""";
    private static final String OF_BENEFICIARY =
            "SELECT case_id FROM case_identifiers WHERE hash = :hash";

    private CaseRows() {}

    static Page.Slice<Case> page(
            Transaction transaction, CaseFilter filter, CaseOrder wanted, Page page) {
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
                row -> new Page.Key(CaseColumns.rank(row, wanted), UUID.fromString(row.getId())));
    }

    /// How many rows fit, or the bound if there are more.
    static int count(Transaction transaction, CaseFilter filter, int bound) {
        var conditions = conditions(transaction, filter);
        var query =
                transaction
                        .handle()
                        .createQuery(
                                "SELECT count(*) FROM (SELECT FROM cases"
                                        + conditions.where()
                                        + " LIMIT :limit) AS fitting")
                        .bind("limit", bound);
        conditions.bind(query);
        transaction.planForCaller();
        return query.mapTo(Integer.class).one();
    }

    /// The filter of a plain list.
    static CaseFilter filter(ListCasesRequest list) {
        var filter = CaseFilter.newBuilder();
        if (list.getStateValue() != 0) {
            filter.addStates(list.getState());
        }
        if (list.getStageValue() != 0) {
            filter.addStages(list.getStage());
        }
        if (list.getPriorityValue() != 0) {
            filter.addPriorities(list.getPriority());
        }
        filter.addAllCaseWorkers(given(list.getCaseWorker()))
                .addAllProgrammeIds(given(list.getProgrammeId()))
                .addAllAreaCodes(given(list.getAreaCode()))
                .addAllExternalIds(given(list.getExternalId()))
                .addAllTransferTo(given(list.getTransferTo()));
        if (!list.getReviewDueBy().isEmpty()) {
            var next = LocalDate.parse(list.getReviewDueBy()).plusDays(1);
            filter.setReviewDue(DayRange.newBuilder().setBefore(next.toString()));
        }
        return filter.build();
    }

    private static List<String> given(String value) {
        return value.isEmpty() ? List.of() : List.of(value);
    }

    private static Order order(CaseOrder order) {
        return switch (order) {
            case CASE_ORDER_URGENCY -> Order.URGENCY;
            case CASE_ORDER_DUE -> Order.DUE;
            case CASE_ORDER_OLDEST -> Order.OLDEST;
            case CASE_ORDER_UNSPECIFIED, CASE_ORDER_NEWEST, UNRECOGNIZED -> Order.NEWEST;
        };
    }

    private static Conditions conditions(Transaction transaction, CaseFilter filter) {
        var conditions = placed(filed(new Conditions(), filter), filter);
        if (filter.hasUnassigned()) {
            conditions.is(filter.getUnassigned(), "case_worker = ''");
        }
        if (filter.hasReferred()) {
            conditions.is(filter.getReferred(), REFERRED);
        }
        if (filter.hasMerged()) {
            conditions.is(filter.getMerged(), "merged");
        }
        if (filter.hasBeneficiary()) {
            var known = BeneficiaryReference.newBuilder().addIdentifier(filter.getBeneficiary());
            var hashes = transaction.sealing().lookup().hashes(known.build());
            conditions.isAmong(OF_BENEFICIARY, hashes.getFirst());
        }
        return conditions
                .withinDays("due_at", filter.getDue())
                .within("next_review_date", filter.getReviewDue())
                .within("created_at", filter.getCreated())
                .within("updated_at", filter.getUpdated());
    }

    private static Conditions filed(Conditions conditions, CaseFilter filter) {
        return conditions
                .oneOf("state", filter.getStatesList())
                .oneOf("stage", filter.getStagesList())
                .oneOf("priority", filter.getPrioritiesList())
                .oneOf("case_type", String.class, filter.getCaseTypesList())
                .oneOf("client_type", filter.getClientTypesList())
                .oneOf("intake_source", filter.getIntakeSourcesList())
                .oneOf("intensity_level", Integer.class, filter.getIntensityLevelsList())
                .oneOf("sensitivity", Integer.class, filter.getSensitivitiesValueList())
                .oneOf("closure_outcome", filter.getClosureOutcomesList())
                .oneOf("number", String.class, filter.getNumbersList())
                .oneOf("external_id", String.class, filter.getExternalIdsList());
    }

    private static Conditions placed(Conditions conditions, CaseFilter filter) {
        return conditions
                .overlaps("programme_ids", filter.getProgrammeIdsList())
                .below("area_code", filter.getAreaCodesList(), '-')
                .oneOf("case_worker", String.class, filter.getCaseWorkersList())
                .oneOf("supervisor", String.class, filter.getSupervisorsList())
                .oneOf("team", String.class, filter.getTeamsList())
                .oneOf("transfer_to", String.class, filter.getTransferToList());
    }
}
