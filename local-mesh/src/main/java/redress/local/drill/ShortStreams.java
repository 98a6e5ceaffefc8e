package redress.local.drill;

import java.time.Duration;
import redress.local.home.MeshService;

/// Streams of a few questions, each on a connection of its own.
record ShortStreams<Q, A>(String edge, Client client, Conversation<Q, A> conversation)
        implements Exercise {
    private static final int QUESTIONS = 5;

    @Override
    public Duration pause() {
        return Duration.ofMillis(1200);
    }

    @Override
    public void once() throws Exception {
        client.onNewConnection(
                MeshService.DECISIONS,
                channel -> {
                    var call = conversation.open().apply(channel);
                    for (int i = 0; i < QUESTIONS; i++) {
                        conversation.ask(call);
                    }
                    conversation.end(call);
                });
    }
}
