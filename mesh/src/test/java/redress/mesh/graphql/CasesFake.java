package redress.mesh.graphql;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import redress.access.v1.Reason;
import redress.cases.v1.Case;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.ChangeStageRequest;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.GetCaseResponse;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.ListCasesResponse;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.OpenCaseResponse;
import redress.cases.v1.WatchCasesRequest;
import redress.cases.v1.WatchCasesResponse;
import redress.mesh.access.Refusal;

/// A case service that has every case but one, and remembers what it was asked.
final class CasesFake {
    static final String ABSENT = "00000000-0000-7000-8000-000000000000";

    final LogFake log = new LogFake();
    private final List<Message> requests = new CopyOnWriteArrayList<>();

    List<Message> requests() {
        return requests;
    }

    ServerServiceDefinition definition() {
        var service = ServerServiceDefinition.builder(CaseServiceGrpc.getServiceDescriptor());
        CaseServiceGrpc.getServiceDescriptor().getMethods().forEach(each -> add(service, each));
        return service.build();
    }

    // Every method of a contract takes and gives generated messages.
    @SuppressWarnings("unchecked")
    private void add(ServerServiceDefinition.Builder service, MethodDescriptor<?, ?> method) {
        var typed = (MethodDescriptor<Message, Message>) method;
        if (method.getFullMethodName()
                .equals(CaseServiceGrpc.getWatchCasesMethod().getFullMethodName())) {
            service.addMethod(CaseServiceGrpc.getWatchCasesMethod(), watching());
            return;
        }
        var empty = (PrototypeMarshaller<Message>) typed.getResponseMarshaller();
        service.addMethod(
                typed,
                ServerCalls.asyncUnaryCall(
                        (request, observer) -> {
                            requests.add(request);
                            observer.onNext(
                                    answer(
                                            request,
                                            Objects.requireNonNull(empty.getMessagePrototype())));
                            observer.onCompleted();
                        }));
    }

    private ServerCallHandler<WatchCasesRequest, WatchCasesResponse> watching() {
        return ServerCalls.asyncServerStreamingCall(
                (request, observer) -> {
                    requests.add(request);
                    log.watch(request, (ServerCallStreamObserver<WatchCasesResponse>) observer);
                });
    }

    private static Message answer(Message request, Message empty) {
        return switch (request) {
            case GetCaseRequest get ->
                    GetCaseResponse.newBuilder().setCase(item(get.getId())).build();
            case ListCasesRequest _ ->
                    ListCasesResponse.newBuilder()
                            .addCases(item("a"))
                            .addCases(item("b"))
                            .addCases(item("c"))
                            .build();
            case OpenCaseRequest open ->
                    OpenCaseResponse.newBuilder()
                            .setCase(item("new").toBuilder().setDetails(open.getDetails()))
                            .build();
            case ChangeStageRequest _ -> throw new IllegalStateException("SELECT secret");
            default -> empty;
        };
    }

    private static Case item(String id) {
        if (id.equals(ABSENT)) {
            throw new Refusal(Reason.REASON_NOT_FOUND, "no such case");
        }
        return Case.newBuilder().setId(id).setNumber("CASE-" + id).build();
    }
}
