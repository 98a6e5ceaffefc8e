package redress.cases.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.cases.v1.Case;
import redress.cases.v1.CaseOrder;
import redress.cases.v1.CaseStage;
import redress.cases.v1.CaseState;
import redress.cases.v1.ListCasesRequest;
import redress.decisions.v1.PriorityBand;

class ListedCasesIT extends StoredCases {
    @Test
    void pagesNewestFirstWithoutGapsOrRepeats() {
        var added = addWithScores(23);

        var walked = walk(CaseOrder.CASE_ORDER_NEWEST, 4);

        assertThat(walked).containsExactlyElementsOf(added.reversed());
    }

    @Test
    void pagesByUrgencyAndTiesByAgeWithoutGapsOrRepeats() {
        var added = addWithScores(23);

        var walked = walk(CaseOrder.CASE_ORDER_URGENCY, 4);

        var byUrgency = Comparator.comparingDouble(ListedCasesIT::score).reversed();
        assertThat(walked).containsExactlyElementsOf(added.stream().sorted(byUrgency).toList());
    }

    @Test
    void aFullLastPageHasNoNextOne() {
        addWithScores(4);

        var slice = page(WORKER, request(filters -> filters.setPageSize(4)));

        assertThat(slice.rows()).hasSize(4);
        assertThat(slice.nextPageToken()).isEmpty();
    }

    @Test
    void aRowAddedBetweenPagesMovesNoOther() {
        var added = addWithScores(4);
        var first = page(WORKER, request(filters -> filters.setPageSize(2)));
        add(row -> row);

        var second =
                list(WORKER, filters -> filters.setPageSize(2).setPageToken(first.nextPageToken()));

        assertThat(second).containsExactly(added.get(1), added.get(0));
    }

    @Test
    void filtersByWhatTheRequestSets() {
        Case wanted =
                add(
                        row -> {
                            row.setState(CaseState.CASE_STATE_SUSPENDED)
                                    .setCaseWorker("ana")
                                    .setStage(CaseStage.CASE_STAGE_MONITORING);
                            row.getDetailsBuilder()
                                    .setPriority(PriorityBand.PRIORITY_BAND_HIGH)
                                    .setExternalId("X-" + area);
                            return row;
                        });
        add(row -> row);

        assertThat(
                        List.<UnaryOperator<ListCasesRequest.Builder>>of(
                                f -> f.setState(CaseState.CASE_STATE_SUSPENDED),
                                f -> f.setCaseWorker("ana"),
                                f -> f.setStage(CaseStage.CASE_STAGE_MONITORING),
                                f -> f.setPriority(PriorityBand.PRIORITY_BAND_HIGH),
                                f -> f.setExternalId("X-" + area)))
                .allSatisfy(filter -> assertThat(list(WORKER, filter)).containsExactly(wanted));
        assertThat(list(WORKER, f -> f.setAreaCode("elsewhere"))).isEmpty();
    }

    @Test
    void filtersByProgramme() {
        Case wanted =
                add(
                        row -> {
                            row.getDetailsBuilder().addProgrammeIds("cash").addProgrammeIds("food");
                            return row;
                        });
        add(row -> row);

        assertThat(list(WORKER, f -> f.setProgrammeId("food"))).containsExactly(wanted);
    }

    @Test
    void refusesTokensThatTheListDidNotMake() {
        addWithScores(3);
        String token = page(WORKER, request(filters -> filters.setPageSize(2))).nextPageToken();

        refused(Reason.REASON_BAD_PAGE_TOKEN, () -> list(WORKER, f -> f.setPageToken("junk")));
        refused(Reason.REASON_BAD_PAGE_TOKEN, () -> list(WORKER, f -> f.setPageToken("AAAA")));
        refused(
                Reason.REASON_BAD_PAGE_TOKEN,
                () -> list(WORKER, f -> f.setPageToken(token).setCaseWorker("ana")));
    }

    private List<Case> addWithScores(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                add(
                                        row -> {
                                            row.getRecommendationBuilder().setScore(i * 7 % 5);
                                            return row;
                                        }))
                .toList();
    }

    private List<Case> walk(CaseOrder order, int size) {
        var rows = new ArrayList<Case>();
        String token = "";
        do {
            var after = token;
            var slice =
                    page(
                            WORKER,
                            request(f -> f.setOrder(order).setPageSize(size).setPageToken(after)));
            rows.addAll(slice.rows());
            token = slice.nextPageToken();
        } while (!token.isEmpty());
        return rows;
    }

    private static double score(Case row) {
        return row.getRecommendation().getScore();
    }
}
