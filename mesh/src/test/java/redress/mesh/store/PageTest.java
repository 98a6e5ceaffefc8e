package redress.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.cases.v1.ListCaseTimelineRequest;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.ListNotesRequest;
import redress.mesh.access.Refusal;

class PageTest {
    private static final Page.Key LAST = new Page.Key(61.25, UUID.randomUUID());

    @Test
    void continuesAfterTheLastRowShown() {
        var next = Page.of(list().setPageToken(token(list())).build());
        assertThat(next.after()).contains(LAST);
    }

    @Test
    void letsTheSizeChangeBetweenPages() {
        var next = Page.of(list().setPageSize(7).setPageToken(token(list())).build());
        assertThat(next.after()).contains(LAST);
        assertThat(next.limit()).isEqualTo(8);
    }

    @Test
    void givesNoTokenOnTheLastPage() {
        var page = Page.of(list().setPageSize(3).build());
        assertThat(page.slice(List.of(1, 2, 3), _ -> LAST).nextPageToken()).isEmpty();
        assertThat(page.slice(List.of(1, 2, 3, 4), _ -> LAST).rows()).containsExactly(1, 2, 3);
    }

    @Test
    void refusesTheTokenOfAnotherList() {
        String token = token(list());
        assertBad(() -> Page.of(list().setAreaCode("other").setPageToken(token).build()));
        String id = UUID.randomUUID().toString();
        assertBad(
                () ->
                        Page.of(
                                ListNotesRequest.newBuilder()
                                        .setCaseId(id)
                                        .setPageToken(token)
                                        .build()));
        var timeline = ListCaseTimelineRequest.newBuilder().setCaseId(id);
        String ofTimeline = Page.of(timeline.build()).slice(rows(51), _ -> LAST).nextPageToken();
        assertBad(
                () ->
                        Page.of(
                                ListNotesRequest.newBuilder()
                                        .setCaseId(id)
                                        .setPageToken(ofTimeline)
                                        .build()));
    }

    @Test
    void refusesWhatIsNoToken() {
        byte[] long1 = new byte[33];
        for (String token :
                List.of("x", "!", "AAAA", Base64.getUrlEncoder().encodeToString(long1))) {
            assertBad(() -> Page.of(list().setPageToken(token).build()));
        }
    }

    private static void assertBad(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        var refusal = catchThrowableOfType(Refusal.class, call);
        assertThat(refusal.reason()).isEqualTo(Reason.REASON_BAD_PAGE_TOKEN);
    }

    private static ListCasesRequest.Builder list() {
        return ListCasesRequest.newBuilder().setAreaCode("CO-05");
    }

    private static String token(ListCasesRequest.Builder list) {
        return Page.of(list.build()).slice(rows(51), _ -> LAST).nextPageToken();
    }

    private static List<Integer> rows(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
