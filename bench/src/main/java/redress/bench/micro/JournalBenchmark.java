package redress.bench.micro;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import redress.access.v1.Effect;
import redress.audit.v1.AuditEntry;
import redress.audit.v1.Decision;
import redress.local.home.PrivateFiles;
import redress.mesh.audit.journal.Journal;
import redress.mesh.audit.journal.Sealer;
import redress.mesh.audit.journal.Signer;

/// An entry kept in the audit journal, with and without somebody who seals it meanwhile: the two
/// must not differ.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Threads(8)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JournalBenchmark {
    /// Whether the journal is sealed each second.
    @Param({"false", "true"})
    public boolean sealed;

    private final Path folder = Measured.scratch("journal");
    private @Nullable Journal journal;
    private @Nullable Sealer sealer;

    /// An empty journal.
    @Setup
    public void open() throws IOException {
        PrivateFiles.deleteAll(folder);
        var opened = Journal.open(folder, InstantSource.system());
        journal = opened;
        if (sealed) {
            var started = new Sealer(opened, () -> Signer.of(Measured.identity()));
            started.start();
            sealer = started;
        }
    }

    /// One call's entry.
    @Benchmark
    public Journal append() {
        var kept = journal;
        if (kept == null) {
            throw new IllegalStateException("not open");
        }
        kept.reserve();
        kept.append(entry());
        return kept;
    }

    private static AuditEntry.Builder entry() {
        return AuditEntry.newBuilder()
                .setDecision(Decision.DECISION_ALLOW)
                .setEffect(Effect.EFFECT_READ)
                .setMethod("redress.cases.v1.CaseService/GetCase")
                .setWorkload("console")
                .setSerial("0123456789abcdef0123456789abcdef")
                .setUser("worker")
                .setObject("019aa000-0000-7000-8000-000000000001")
                .setTrace("7d1e0b62-3b2c-4f6c-9a40-2f8c4e0f9b11")
                .setCode("OK");
    }

    /// Ends both.
    @TearDown
    public void close() throws IOException {
        if (sealer != null) {
            sealer.close();
        }
        if (journal != null) {
            journal.close();
        }
        PrivateFiles.deleteAll(folder);
    }
}
