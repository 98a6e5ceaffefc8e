package redress.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.Test;
import redress.cases.v1.Case;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.GetCaseResponse;

/// An internal service needs this jar and grpc-java, nothing of Quarkus.
class PlainStubsTest {
    @Test
    void callsWithoutQuarkusOnTheClassPath() throws Exception {
        assertThatThrownBy(() -> Class.forName("io.quarkus.runtime.Application"))
                .isInstanceOf(ClassNotFoundException.class);
        var server = InProcessServerBuilder.forName("cases").directExecutor().addService(service());
        var running = server.build().start();
        ManagedChannel channel = InProcessChannelBuilder.forName("cases").directExecutor().build();
        var request = GetCaseRequest.newBuilder().setId("7").build();
        var answer = CaseServiceGrpc.newBlockingStub(channel).getCase(request);
        assertThat(answer.getCase().getId()).isEqualTo("7");
        channel.shutdownNow();
        running.shutdownNow();
    }

    private static CaseServiceGrpc.CaseServiceImplBase service() {
        return new CaseServiceGrpc.CaseServiceImplBase() {
            @Override
            public void getCase(GetCaseRequest request, StreamObserver<GetCaseResponse> answer) {
                var found = Case.newBuilder().setId(request.getId());
                answer.onNext(GetCaseResponse.newBuilder().setCase(found).build());
                answer.onCompleted();
            }
        };
    }
}
