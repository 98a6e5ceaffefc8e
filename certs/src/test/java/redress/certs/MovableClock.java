package redress.certs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;

/// A clock that a test moves by hand.
public final class MovableClock implements InstantSource {
    private Instant now = Instant.parse("2031-05-06T07:08:09.123456Z");

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    public void set(Instant moment) {
        now = moment;
    }

    public Date date() {
        return Date.from(now);
    }
}
