package redress.mesh.graphql;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import redress.mesh.rest.ServerSentEvents;

/// A listener that remembers what it was told, and leaves after so many events.
final class EventsFake implements ServerSentEvents {
    private final Optional<String> last;
    private final int patience;
    private final IntConsumer hook;
    private final List<Event> told = new CopyOnWriteArrayList<>();
    private Runnable reaction = () -> {};

    /// @param last what it heard before
    /// @param patience after how many events it leaves
    /// @param hook done after each event, with their number
    EventsFake(Optional<String> last, int patience, IntConsumer hook) {
        this.last = last;
        this.patience = patience;
        this.hook = hook;
    }

    List<Event> told() {
        return told;
    }

    List<String> ids() {
        return told.stream().map(Event::id).filter(id -> !id.isEmpty()).toList();
    }

    List<String> types() {
        return told.stream().map(Event::type).toList();
    }

    @Override
    public Optional<String> lastEventId() {
        return last;
    }

    @Override
    public void whenGone(Runnable reaction) {
        this.reaction = reaction;
    }

    @Override
    public boolean isGone() {
        return told.size() >= patience;
    }

    @Override
    public void tell(Event event) {
        told.add(event);
        hook.accept(told.size());
        if (isGone()) {
            reaction.run();
        }
    }
}
