package redress.local.drill;

import io.grpc.ManagedChannel;
import io.grpc.stub.BlockingClientCall;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redress.certs.workload.WorkloadFolder;
import redress.local.home.MeshService;

/// One stream that stays open while leaves rotate under it, with a question every now and then.
///
/// It moves to a new connection, without losing an answer, only when the workload gets other roots
/// or a certificate of another issuer: a connection of the old ones may not outlive them.
final class LongStream<Q, A> implements Exercise {
    private final String edge;
    private final Client client;
    private final Conversation<Q, A> conversation;
    private @Nullable Open<Q, A> open;

    private record Open<Q, A>(
            ManagedChannel channel, BlockingClientCall<Q, A> call, Foundation foundation) {}

    /// What a connection rests on besides its leaf.
    private record Foundation(X509Certificate issuer, List<X509Certificate> roots) {
        static Foundation of(Path identity) {
            var read = WorkloadFolder.at(identity).read();
            return new Foundation(read.chain().getLast(), read.anchors());
        }
    }

    LongStream(String edge, Client client, Conversation<Q, A> conversation) {
        this.edge = edge;
        this.client = client;
        this.conversation = conversation;
    }

    @Override
    public String edge() {
        return edge;
    }

    @Override
    public Duration pause() {
        return Duration.ofMillis(250);
    }

    @Override
    public void once() throws Exception {
        Open<Q, A> current = current();
        try {
            conversation.ask(current.call());
        } catch (Exception e) {
            drop();
            throw e;
        }
    }

    private Open<Q, A> current() throws Exception {
        var now = Foundation.of(client.channels().identity());
        Open<Q, A> known = open;
        if (known != null && known.foundation().equals(now)) {
            return known;
        }
        var channel = client.channels().open(MeshService.DECISIONS);
        var call = conversation.open().apply(client.watched(channel));
        var next = new Open<>(channel, call, now);
        open = next;
        if (known != null) {
            end(known);
        }
        return next;
    }

    private void end(Open<Q, A> old) throws Exception {
        try {
            conversation.end(old.call());
        } finally {
            old.channel().shutdownNow();
        }
    }

    private void drop() {
        Open<Q, A> broken = open;
        open = null;
        if (broken != null) {
            broken.call().cancel("drill: dropped", null);
            broken.channel().shutdownNow();
        }
    }

    @Override
    public void close() {
        drop();
    }
}
