package redress.bench.load;

import com.github.f4b6a3.uuid.UuidCreator;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import redress.bench.v1.EchoRequest;
import redress.bench.v1.EchoServiceGrpc;
import redress.cases.v1.AddNoteRequest;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.CaseServiceGrpc.CaseServiceFutureStub;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.DecisionServiceGrpc;
import redress.decisions.v1.PrioritiseCaseRequest;

/// The calls that are measured.
///
/// @param token a fresh access token of their user
record Calls(Supplier<String> token) {
    private static final int DEADLINE_SECONDS = 20;
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /// An echo, with the token and all: a bare server leaves it unread.
    ClosedLoop.Call echo(Server server) {
        var request =
                EchoRequest.newBuilder()
                        .setId(UuidCreator.getTimeOrderedEpoch().toString())
                        .setText("What do I have to bring to the office on Monday?")
                        .build();
        Metadata headers = headers();
        return () ->
                EchoServiceGrpc.newFutureStub(server.channel())
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                        .echo(request);
    }

    /// Reads cases whose personal fields are sealed.
    ClosedLoop.Call read(Server server, List<String> cases) {
        Metadata headers = headers();
        var turn = new AtomicInteger();
        return () -> {
            var request = GetCaseRequest.newBuilder().setId(next(cases, turn)).build();
            return cases(server, headers).getCase(request);
        };
    }

    /// Asks decision-service which cases need help first.
    ClosedLoop.Call prioritise(Server server) {
        var input =
                CaseFacts.newBuilder()
                        .setSubjectId(UuidCreator.getTimeOrderedEpoch().toString())
                        .setIntensityLevel(2);
        var request = PrioritiseCaseRequest.newBuilder().setInput(input).build();
        Metadata headers = headers();
        return () ->
                DecisionServiceGrpc.newFutureStub(server.channel())
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                        .prioritiseCase(request);
    }

    /// Adds notes to cases: on the disk when they are answered.
    ClosedLoop.Call write(Server server, List<String> cases) {
        Metadata headers = headers();
        var turn = new AtomicInteger();
        return () ->
                cases(server, headers)
                        .addNote(
                                AddNoteRequest.newBuilder()
                                        .setRequestId(UuidCreator.getTimeOrderedEpoch().toString())
                                        .setCaseId(next(cases, turn))
                                        .setText("Visited; the roof leaks, two children are ill.")
                                        .build());
    }

    private static String next(List<String> cases, AtomicInteger turn) {
        return cases.get(Math.floorMod(turn.getAndIncrement(), cases.size()));
    }

    /// Opens a case of usual size.
    String open(Server server) {
        var details =
                CaseDetails.newBuilder()
                        .setCaseType("household_support")
                        .setTitle("Roof damaged by the storm")
                        .setPresentingIssue("The family sleeps in the kitchen since the storm.")
                        .setAreaCode("BENCH");
        return CaseServiceGrpc.newBlockingStub(server.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers()))
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .openCase(
                        OpenCaseRequest.newBuilder()
                                .setRequestId(UuidCreator.getTimeOrderedEpoch().toString())
                                .setDetails(details)
                                .build())
                .getCase()
                .getId();
    }

    private static CaseServiceFutureStub cases(Server server, Metadata headers) {
        return CaseServiceGrpc.newFutureStub(server.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private Metadata headers() {
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token.get());
        return headers;
    }
}
