package redress.local.cli;

import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import redress.decisions.v1.ModelRegistryServiceGrpc;
import redress.decisions.v1.ModelRegistryServiceGrpc.ModelRegistryServiceBlockingStub;
import redress.local.call.BearerToken;
import redress.local.call.ServiceChannels;
import redress.local.home.MeshService;
import redress.local.mesh.LocalMesh;

/// Calls to the registry of the chosen mesh, as the console with a user's token.
///
/// @param token gives the user's token
record RegistryCalls(BiFunction<LocalMesh, String, String> token, String user) {
    private static final long DEADLINE_SECONDS = 30;

    <T> T with(Function<ModelRegistryServiceBlockingStub, T> call) {
        var mesh = ChosenMesh.open();
        String bearer = token.apply(mesh, user);
        var channels = new ServiceChannels(CallCommand.identity(mesh, "console"), mesh.ports());
        ManagedChannel channel = channels.open(MeshService.DECISIONS);
        try {
            var signedIn = ClientInterceptors.intercept(channel, new BearerToken(() -> bearer));
            return call.apply(
                    ModelRegistryServiceGrpc.newBlockingStub(signedIn)
                            .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
        } finally {
            channel.shutdownNow();
        }
    }
}
