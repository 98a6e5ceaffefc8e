package redress.mesh.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void answersAllButTheRefusedItem() {
        assertThat(Batches.ask(List.of(1, 2, 3, 4, 5), this::refuseThree, String::valueOf))
                .containsExactly("1", "2", "4", "5");
    }

    @Test
    void asksOnceWhenNothingIsRefused() {
        assertThat(Batches.ask(List.of(1, 2), this::refuseThree, String::valueOf))
                .containsExactly("1", "2");
        assertThat(calls).hasValue(1);
    }

    @Test
    void givesUpAtOnceWhileThePeerIsAway() {
        Batches.Call<Integer, String> away =
                items -> {
                    calls.incrementAndGet();
                    throw new StatusException(Status.UNAVAILABLE);
                };
        assertThat(Batches.ask(List.of(1, 2, 3), away, String::valueOf)).isEmpty();
        assertThat(calls).hasValue(1);
    }

    private List<String> refuseThree(List<Integer> items) throws StatusException {
        calls.incrementAndGet();
        if (items.contains(3)) {
            throw new StatusException(Status.INVALID_ARGUMENT);
        }
        return items.stream().map(String::valueOf).toList();
    }
}
