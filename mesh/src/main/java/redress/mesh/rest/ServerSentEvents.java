package redress.mesh.rest;

import java.util.Optional;

/// The answer to one request that is told bit by bit, as `text/event-stream` (HTML Standard, 9.2).
///
/// Not promised: that who asked has read what was told. They say how far they came when they ask
/// again.
public interface ServerSentEvents {
    /// What whoever asks again heard last.
    Optional<String> lastEventId();

    /// Does something once nobody hears any more; at once if nobody does.
    void whenGone(Runnable reaction);

    /// Whether nobody hears any more.
    boolean isGone();

    /// Tells an event and waits until it is on its way. Who takes nothing for a minute is gone.
    void tell(Event event);

    /// One thing that is told.
    ///
    /// @param type what kind of event it is
    /// @param id what to go on from after it; empty: the last one stays
    /// @param data one line
    record Event(String type, String id, String data) {
        public Event {
            if ((type + id + data).lines().count() > 1) {
                throw new IllegalArgumentException("event: several lines (expected: one each)");
            }
        }

        /// The event as it goes over the wire.
        String text() {
            String mark = id.isEmpty() ? "" : "id: " + id + "\n";
            return "%sevent: %s\ndata: %s\n\n".formatted(mark, type, data);
        }
    }
}
