package redress.grievances.notification;

import java.time.Duration;

/// What `redress.notifications.*` sets.
///
/// @param on whether complainants are told anything by e-mail
/// @param contact where complainants can ask, in words; empty only if nobody is told
/// @param language of the words for whom another language is not known, BCP 47
/// @param giveUpAfter how long something is tried
/// @param kept how long is kept what became of it
public record NotificationSettings(
        boolean on, String contact, String language, Duration giveUpAfter, Duration kept) {
    /// A weekend without a mail server loses nothing.
    private static final Duration SHORTEST = Duration.ofDays(5);

    public NotificationSettings {
        if (on && contact.isBlank()) {
            throw new IllegalArgumentException(
                    "redress.notifications.contact: empty (expected: where complainants can ask)");
        }
        if (giveUpAfter.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "redress.notifications.give-up-after: %s (expected: %s or more)"
                            .formatted(giveUpAfter, SHORTEST));
        }
    }
}
