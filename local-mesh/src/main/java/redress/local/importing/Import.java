package redress.local.importing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redress.local.importing.Intake.Outcome;
import redress.local.importing.Intake.Outcome.Rejected;
import redress.local.importing.Intake.Outcome.Stored;
import redress.local.importing.Prepared.Ready;
import redress.local.importing.Prepared.Unusable;

/// Sends the rows of a file, many at a time, and enters their outcomes in the order of the file.
///
/// Used once, by one thread.
public final class Import {
    /// Rows that may wait behind a slow one, for each call in flight.
    private static final int AHEAD = 4;

    private record Pending(Row row, int shortened, Future<Outcome> outcome) {}

    private final RowFile file;
    private final RowRequests requests;
    private final Ledger ledger;
    private final Intake intake;
    private final Every ticks;
    private final ArrayDeque<Pending> window = new ArrayDeque<>();
    private @Nullable BadInput broken;

    /// @param progress told every `interval`; the ledger is saved just before
    public Import(
            RowFile file,
            RowRequests requests,
            Ledger ledger,
            Intake intake,
            Duration interval,
            Consumer<Tally> progress) {
        this.file = file;
        this.requests = requests;
        this.ledger = ledger;
        this.intake = intake;
        this.ticks =
                new Every(
                        interval,
                        () -> {
                            ledger.save();
                            progress.accept(ledger.tally());
                        });
    }

    /// Sends all rows that are not done yet.
    ///
    /// @throws BadInput if the file breaks off; the rows before that are done
    /// @throws ImportStopped if the service takes in nothing more; the ledger tells how far it came
    public void run(int parallel) {
        ExecutorService senders =
                Executors.newFixedThreadPool(parallel, Thread.ofVirtual().factory());
        try {
            skipDone();
            sendAll(senders, parallel * AHEAD);
        } finally {
            senders.shutdownNow();
            ledger.save();
        }
        if (broken != null) {
            throw new BadInput(
                    "%s; of the %d rows before it %d are stored"
                            .formatted(
                                    broken.getMessage(),
                                    ledger.tally().rows(),
                                    ledger.tally().stored()),
                    broken);
        }
    }

    private void skipDone() {
        for (long done = ledger.tally().rows(); done > 0 && nextRow().isPresent(); done--) {
            ticks.whenDue();
        }
    }

    private void sendAll(ExecutorService senders, int most) {
        Optional<Row> row = nextRow();
        while (row.isPresent() || !window.isEmpty()) {
            if (row.isPresent() && window.size() < most) {
                window.add(begun(row.get(), senders));
                row = nextRow();
            } else {
                enter(window.remove());
                ticks.whenDue();
            }
        }
    }

    private Optional<Row> nextRow() {
        try {
            return broken == null ? file.next() : Optional.empty();
        } catch (BadInput e) {
            broken = e;
            return Optional.empty();
        }
    }

    private Pending begun(Row row, ExecutorService senders) {
        return switch (requests.prepare(row)) {
            case Ready(var request, int shortened) -> {
                Callable<Outcome> sending = () -> intake.send(request);
                yield new Pending(row, shortened, senders.submit(sending));
            }
            case Unusable(String reason) ->
                    new Pending(row, 0, CompletableFuture.completedFuture(new Rejected(reason)));
        };
    }

    private void enter(Pending pending) {
        switch (outcome(pending.outcome())) {
            case Stored() -> ledger.stored(pending.shortened());
            case Rejected(String reason) -> ledger.rejected(pending.row().line(), reason);
        }
    }

    private Outcome outcome(Future<Outcome> sending) {
        while (true) {
            try {
                return sending.get(ticks.nanosLeft(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException stillGoing) {
                ticks.whenDue();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException("sending a row", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ImportStopped("interrupted", e);
            }
        }
    }
}
