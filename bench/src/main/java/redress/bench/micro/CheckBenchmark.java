package redress.bench.micro;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import redress.bench.v1.EchoRequest;
import redress.mesh.access.ContractValidation;
import redress.mesh.identity.PeerIdentity;
import redress.mesh.identity.RefusedCertificateException;
import redress.mesh.identity.WorkloadIdentity;

/// What the gate checks on every call besides the token.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CheckBenchmark {
    private final WorkloadIdentity own = Measured.identity();
    private final List<X509Certificate> chain = own.chain();
    private final ContractValidation validation = new ContractValidation();
    private final EchoRequest request =
            EchoRequest.newBuilder()
                    .setId("019aa000-0000-7000-8000-000000000001")
                    .setText("What do I have to bring to the office on Monday?")
                    .build();

    /// The peer's certificates: validity, way to an anchor, revocation, profile.
    @Benchmark
    public PeerIdentity peer() throws RefusedCertificateException {
        return own.verify(chain, Instant.now());
    }

    /// The rules of the contract for a small message.
    @Benchmark
    public EchoRequest validation() {
        validation.check(request);
        return request;
    }
}
