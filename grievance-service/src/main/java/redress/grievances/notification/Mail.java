package redress.grievances.notification;

import java.util.UUID;

/// An e-mail as it is to be sent.
///
/// @param id the same in each try, so that whoever gets it twice can tell
/// @param language of its words, BCP 47
/// @param subject one line
public record Mail(UUID id, EmailAddress to, String language, String subject, String text) {
    public Mail {
        if (subject.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("subject: has control characters (expected: none)");
        }
    }
}
