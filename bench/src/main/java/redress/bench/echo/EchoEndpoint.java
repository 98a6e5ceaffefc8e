package redress.bench.echo;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import redress.bench.v1.EchoRequest;
import redress.bench.v1.EchoResponse;
import redress.bench.v1.EchoServiceGrpc;

/// The echo inside a service of the mesh, behind its gate like every other method.
@GrpcService
public class EchoEndpoint extends EchoServiceGrpc.EchoServiceImplBase {
    @Override
    public void echo(EchoRequest request, StreamObserver<EchoResponse> answer) {
        answer.onNext(EchoResponse.newBuilder().setText(request.getText()).build());
        answer.onCompleted();
    }
}
