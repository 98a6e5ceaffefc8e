package redress.local.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What services asked decision-service inside of calls and got no answer to, from the moment of
/// making on: they tell it in their logs, and answer by rules meanwhile.
///
/// An answer that takes longer than the service waits is no failed call: that happens on a busy
/// machine without any change of certificates.
final class InnerCalls {
    private static final Pattern UNANSWERED =
            Pattern.compile("decision-service did not answer cause=(.*)");
    private static final Pattern TOO_SLOW = Pattern.compile("DEADLINE_EXCEEDED|TimeoutException");

    private final List<Log> logs;

    private record Log(Path file, long begin) {}

    InnerCalls(List<Path> logs) {
        this.logs = logs.stream().map(file -> new Log(file, file.toFile().length())).toList();
    }

    Finding finding() {
        var causes = logs.stream().flatMap(InnerCalls::causes).toList();
        long slow = causes.stream().filter(cause -> TOO_SLOW.matcher(cause).find()).count();
        long failed = causes.size() - slow;
        return new Finding(
                "services' questions to decision-service",
                failed == 0,
                "%d failed, %d took longer than they wait".formatted(failed, slow));
    }

    private static Stream<String> causes(Log log) {
        try (var content = Files.newInputStream(log.file())) {
            content.skipNBytes(log.begin());
            String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            return UNANSWERED.matcher(text).results().map(MatchResult::group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
