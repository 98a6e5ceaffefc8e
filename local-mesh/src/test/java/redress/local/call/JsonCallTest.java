package redress.local.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.ListCasesResponse;
import redress.decisions.v1.DecisionServiceGrpc;
import redress.decisions.v1.PrioritiseCasesRequest;
import redress.decisions.v1.PrioritiseCasesResponse;
import redress.local.home.MeshService;

class JsonCallTest {
    private static final String LIST = "redress.cases.v1.CaseService/ListCases";
    private static final String STREAM = "redress.decisions.v1.DecisionService/PrioritiseCases";

    private final Contract contract = Contract.load();
    private final List<String> answers = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private Server server;

    @SuppressWarnings("NullAway.Init")
    private ManagedChannel channel;

    @BeforeEach
    void serve() throws IOException {
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .addService(cases())
                        .addService(decisions())
                        .build()
                        .start();
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                        .usePlaintext()
                        .build();
    }

    private static ServerServiceDefinition cases() {
        return ServerServiceDefinition.builder("redress.cases.v1.CaseService")
                .addMethod(
                        CaseServiceGrpc.getListCasesMethod(),
                        ServerCalls.asyncUnaryCall(
                                (request, answer) -> {
                                    if (request.getPageSize() == 0) {
                                        answer.onError(
                                                Status.NOT_FOUND
                                                        .withDescription("nothing")
                                                        .asRuntimeException());
                                        return;
                                    }
                                    answer.onNext(
                                            ListCasesResponse.newBuilder()
                                                    .setNextPageToken("t" + request.getPageSize())
                                                    .build());
                                    answer.onCompleted();
                                }))
                .build();
    }

    private static ServerServiceDefinition decisions() {
        return ServerServiceDefinition.builder("redress.decisions.v1.DecisionService")
                .addMethod(
                        DecisionServiceGrpc.getPrioritiseCasesMethod(),
                        ServerCalls.asyncBidiStreamingCall(
                                answer ->
                                        new io.grpc.stub.StreamObserver<PrioritiseCasesRequest>() {
                                            @Override
                                            public void onNext(PrioritiseCasesRequest request) {
                                                answer.onNext(
                                                        PrioritiseCasesResponse
                                                                .getDefaultInstance());
                                            }

                                            @Override
                                            public void onError(Throwable gone) {
                                                answer.onError(gone);
                                            }

                                            @Override
                                            public void onCompleted() {
                                                answer.onCompleted();
                                            }
                                        }))
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void callsAMethodOfOneAnswer() {
        call(LIST, List.of("{\"page_size\": 3}").iterator());
        assertThat(answers).containsExactly("{\"next_page_token\":\"t3\"}");
    }

    @Test
    void streamsAnArrayAndOneMessagePerLine() {
        call(STREAM, input("[{}, {}, {}]"));
        call(STREAM, input("{}\n{}\n"));
        assertThat(answers).hasSize(5);
    }

    @Test
    void tellsWhatTheServiceRefused() {
        assertThatThrownBy(() -> call(LIST, List.of("{}").iterator()))
                .isInstanceOf(RefusedCall.class)
                .hasMessage("NOT_FOUND: nothing");
    }

    @Test
    void givesUpAStreamAtAMessageThatIsNone() {
        assertThatThrownBy(() -> call(STREAM, input("{}\n{\"no_such\": 1}\n")))
                .isInstanceOf(WrongCall.class)
                .hasMessageContaining("no_such");
        assertThatThrownBy(() -> call(STREAM, input("{}\n{\"cut")))
                .isInstanceOf(WrongCall.class)
                .hasMessageContaining("standard input");
    }

    @Test
    void knowsTheServiceFromThePackage() {
        assertThat(json(LIST).service()).isEqualTo(MeshService.CASES);
        assertThat(json(STREAM).service()).isEqualTo(MeshService.DECISIONS);
        assertThatThrownBy(() -> json("redress.audit.v1.AuditService/ListEntries").service())
                .isInstanceOf(WrongCall.class)
                .hasMessageContaining("--at");
    }

    private static Iterator<String> input(String text) {
        return new JsonInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private JsonCall json(String method) {
        return new JsonCall(contract.method(method), new JsonMessages(contract, true));
    }

    private void call(String method, Iterator<String> requests) {
        json(method).run(channel, Duration.ofSeconds(20), requests, answers::add);
    }
}
