package redress.cases.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.cases.lifecycle.Cases;
import redress.cases.v1.Case;
import redress.cases.v1.CloseCaseRequest;
import redress.mesh.access.Refusal;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Transaction;

class WritesOnceIT extends StoredCases {
    @Test
    void doesAWriteOnce() {
        var key = key(UUID.randomUUID(), "1");
        Case row = row();

        Case first = once(key, transaction -> stored(transaction, row));
        Case second = once(key, transaction -> stored(transaction, row()));

        assertThat(second).isEqualTo(first);
        assertThat(list(WORKER, f -> f)).containsExactly(row);
    }

    @Test
    void doesAWriteOnceForTwoAtTheSameTime() {
        var key = key(UUID.randomUUID(), "1");
        var works = new AtomicInteger();
        var barrier = new CyclicBarrier(2);
        Function<Transaction, Case> work =
                transaction -> {
                    works.incrementAndGet();
                    return stored(transaction, row());
                };

        var one = CompletableFuture.supplyAsync(() -> meetThen(barrier, () -> once(key, work)));
        var two = CompletableFuture.supplyAsync(() -> meetThen(barrier, () -> once(key, work)));

        assertThat(one.join()).isEqualTo(two.join());
        assertThat(works).hasValue(1);
        assertThat(list(WORKER, f -> f)).containsExactly(one.join());
    }

    @Test
    void refusesAnotherBodyUnderTheSameRequest() {
        UUID id = UUID.randomUUID();
        once(key(id, "1"), transaction -> stored(transaction, row()));

        refused(
                Reason.REASON_REQUEST_ID_REUSED,
                () -> once(key(id, "2"), transaction -> stored(transaction, row())));
    }

    @Test
    void aRefusedWriteMayBeTriedAgain() {
        var key = key(UUID.randomUUID(), "1");
        refused(
                Reason.REASON_STALE_ETAG,
                () ->
                        once(
                                key,
                                _ -> {
                                    throw new Refusal(Reason.REASON_STALE_ETAG, "etag");
                                }));

        Case row = row();

        assertThat(once(key, transaction -> stored(transaction, row))).isEqualTo(row);
    }

    @Test
    void theHistoryCanNotBeChangedByWhomever() {
        assertThatThrownBy(
                        () -> postgres.superuser().useHandle(h -> h.execute("DELETE FROM events")))
                .isInstanceOf(JdbiException.class)
                .hasMessageContaining("append-only");
    }

    private static <T> T meetThen(CyclicBarrier barrier, Supplier<T> work) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
        return work.get();
    }

    private static RequestKey key(UUID id, String etag) {
        return RequestKey.of(
                CloseCaseRequest.newBuilder().setRequestId(id.toString()).setEtag(etag).build());
    }

    private static Case once(RequestKey key, Function<Transaction, Case> work) {
        return database.once(WORKER, key, Cases.ANSWER, work);
    }
}
