package redress.local.drill;

import io.grpc.Channel;
import io.grpc.stub.BlockingClientCall;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.DecisionServiceGrpc;
import redress.decisions.v1.DecisionServiceGrpc.DecisionServiceBlockingV2Stub;
import redress.decisions.v1.GrievanceText;
import redress.decisions.v1.PrioritiseCasesRequest;
import redress.decisions.v1.PrioritiseCasesResponse;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.TriageGrievancesRequest;
import redress.decisions.v1.TriageGrievancesResponse;

/// A stream of questions to decision-service, each answered in its turn.
///
/// @param open begins one on a channel
/// @param question about a subject
/// @param recommendation what an answer holds
record Conversation<Q, A>(
        Function<Channel, BlockingClientCall<Q, A>> open,
        Function<String, Q> question,
        Function<A, Recommendation> recommendation) {
    private static final long ANSWER_SECONDS = 30;
    private static final long LONGEST_MINUTES = 60;

    static Conversation<PrioritiseCasesRequest, PrioritiseCasesResponse> aboutCases() {
        return new Conversation<>(
                channel -> stub(channel).prioritiseCases(),
                subject ->
                        PrioritiseCasesRequest.newBuilder()
                                .setInput(
                                        CaseFacts.newBuilder()
                                                .setSubjectId(subject)
                                                .putFacts("rooms", 1))
                                .build(),
                PrioritiseCasesResponse::getRecommendation);
    }

    static Conversation<TriageGrievancesRequest, TriageGrievancesResponse> aboutGrievances() {
        return new Conversation<>(
                channel -> stub(channel).triageGrievances(),
                subject ->
                        TriageGrievancesRequest.newBuilder()
                                .setInput(
                                        GrievanceText.newBuilder()
                                                .setSubjectId(subject)
                                                .setText("No payment since May."))
                                .build(),
                TriageGrievancesResponse::getRecommendation);
    }

    private static DecisionServiceBlockingV2Stub stub(Channel channel) {
        return DecisionServiceGrpc.newBlockingV2Stub(channel)
                .withDeadlineAfter(LONGEST_MINUTES, TimeUnit.MINUTES);
    }

    /// Asks once and waits for the answer.
    void ask(BlockingClientCall<Q, A> call) throws Exception {
        String subject = Items.id();
        if (!call.write(question.apply(subject))) {
            end(call);
            throw new UnansweredException("stream: ended by the server (expected: open)");
        }
        A answer = call.read(ANSWER_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new UnansweredException("stream: ended by the server (expected: an answer)");
        }
        Recommendation given = recommendation.apply(answer);
        if (!given.getSubjectId().equals(subject)) {
            throw new UnansweredException("stream: another's answer (expected: one for one)");
        }
        Items.requireModel(given);
    }

    /// Asks no more, and waits for the server to end the stream well.
    void end(BlockingClientCall<Q, A> call) throws Exception {
        call.halfClose();
        if (call.read(ANSWER_SECONDS, TimeUnit.SECONDS) != null) {
            throw new UnansweredException("stream: another answer (expected: its end)");
        }
    }
}
