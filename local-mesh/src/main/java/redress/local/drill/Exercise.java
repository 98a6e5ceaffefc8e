package redress.local.drill;

import java.time.Duration;

/// What the drill does over one edge of the mesh, again and again, by one caller.
interface Exercise extends AutoCloseable {
    /// From whom to whom, and how.
    String edge();

    /// The rest between two: long enough that two cores answer all edges at ease. What a
    /// certificate did to a call can't be told from what too many calls did.
    Duration pause();

    /// Once, to its end.
    ///
    /// @throws Exception whatever goes wrong; it counts as a failed call
    void once() throws Exception;

    @Override
    default void close() {}
}
