package redress.certs.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redress.certs.CertsException;
import redress.certs.Reason;

/// A span of time as people type it: `90s`, `45m`, `1h`, `365d`.
final class Life {
    private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,8})([smhd])");

    private Life() {}

    static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new CertsException(Reason.INVALID, "duration", text, "90s, 45m, 1h or 365d");
        }
        long count = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
