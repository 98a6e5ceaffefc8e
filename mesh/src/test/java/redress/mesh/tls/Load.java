package redress.mesh.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// One thread that calls without a pause until closed.
final class Load implements AutoCloseable {

    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Semaphore calls = new Semaphore(0);
    private final ManagedChannel channel;
    private final ExecutorService caller = Executors.newSingleThreadExecutor();
    private volatile boolean closed;

    private Load(ManagedChannel channel) {
        this.channel = channel;
    }

    static Load on(ManagedChannel channel) {
        Load load = new Load(channel);
        load.caller.execute(load::run);
        return load;
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /// Waits for this many calls from now on.
    void awaitCalls(int number) throws InterruptedException {
        calls.drainPermits();
        assertThat(calls.tryAcquire(number, 20, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        closed = true;
        caller.close();
    }

    private void run() {
        while (!closed) {
            try {
                EchoServer.call(channel);
            } catch (StatusRuntimeException e) {
                failures.add(e.getStatus() + " " + e.getCause());
            }
            calls.release();
        }
    }
}
