package redress.mesh.peers;

import io.grpc.Status;
import io.grpc.StatusException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Asks a peer about many items at once, such that one item it can't answer never holds up the
/// others.
public final class Batches {
    private static final Logger LOG = Logger.getLogger(Batches.class);
    private static final Set<Status.Code> AWAY =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED);

    private Batches() {}

    /// A call that answers many items.
    @FunctionalInterface
    public interface Call<T, A> {
        /// The answers, in the order of the items.
        List<A> answers(List<T> items) throws StatusException, InterruptedException;
    }

    /// The answers that can be had now: none while the peer is away, and all but those it refuses.
    /// A refused batch is asked again in halves.
    ///
    /// @param name names an item in the log; never anything personal
    public static <T, A> List<A> ask(List<T> items, Call<T, A> call, Function<T, String> name) {
        try {
            return call.answers(items);
        } catch (StatusException e) {
            if (AWAY.contains(e.getStatus().getCode())) {
                LOG.debugf("the peer is away cause=%s", e);
                return List.of();
            }
            return askInHalves(items, call, name, e);
        } catch (RuntimeException e) {
            LOG.warnf("the peer can't be asked cause=%s", e);
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static <T, A> List<A> askInHalves(
            List<T> items, Call<T, A> call, Function<T, String> name, StatusException cause) {
        if (items.size() == 1) {
            LOG.warnf("no answer item=%s cause=%s", name.apply(items.getFirst()), cause);
            return List.of();
        }
        int half = items.size() / 2;
        return Stream.concat(
                        ask(items.subList(0, half), call, name).stream(),
                        ask(items.subList(half, items.size()), call, name).stream())
                .toList();
    }
}
