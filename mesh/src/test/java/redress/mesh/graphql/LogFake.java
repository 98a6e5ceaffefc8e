package redress.mesh.graphql;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import redress.cases.v1.CaseUpdate;
import redress.cases.v1.WatchCasesRequest;
import redress.cases.v1.WatchCasesResponse;

/// A log of events that never grows. Who watches it hears of each after their position.
final class LogFake {
    private static final int ITEMS = 5;

    private final AtomicInteger size = new AtomicInteger(3);
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile boolean stops;

    void hold(int events) {
        size.set(events);
    }

    /// From now on the service stops when somebody has heard everything.
    void stopAtTheEnd() {
        stops = true;
    }

    /// Waits until somebody who watched has left.
    void awaitLeaving() throws InterruptedException {
        left.await();
    }

    /// The positions of everything in it.
    List<String> positions() {
        return IntStream.rangeClosed(1, size.get()).mapToObj(LogFake::position).toList();
    }

    static String position(int number) {
        return number + "-0";
    }

    void watch(WatchCasesRequest request, ServerCallStreamObserver<WatchCasesResponse> answers) {
        String from = request.getPosition();
        var told =
                new AtomicInteger(
                        from.isEmpty()
                                ? 0
                                : Integer.parseInt(from.substring(0, from.length() - 2)));
        answers.setOnCancelHandler(left::countDown);
        answers.setOnReadyHandler(
                () -> {
                    while (answers.isReady() && told.get() < size.get()) {
                        answers.onNext(event(told.incrementAndGet()));
                    }
                    if (told.get() == size.get() && told.getAndIncrement() == size.get()) {
                        end(answers);
                    }
                });
    }

    private void end(ServerCallStreamObserver<WatchCasesResponse> answers) {
        if (stops) {
            answers.onError(Status.UNAVAILABLE.asRuntimeException());
        } else {
            answers.onCompleted();
        }
    }

    private static WatchCasesResponse event(int number) {
        var update =
                CaseUpdate.newBuilder()
                        .setCaseId("case-" + number % ITEMS)
                        .setEventId("event-" + number);
        return WatchCasesResponse.newBuilder()
                .setUpdate(update)
                .setPosition(position(number))
                .build();
    }
}
