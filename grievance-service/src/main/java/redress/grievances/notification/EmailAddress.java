package redress.grievances.notification;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/// One address, as SMTP takes it from everybody: no name beside it, no quotes, nothing but ASCII;
/// the domain may be written in any script.
///
/// @param text for instance `ana@example.org`
public record EmailAddress(String text) {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;

    // The dot-atom of RFC 5321, section 4.1.2, and host names with a dot.
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile(
                    "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+"
                            + "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    public EmailAddress {
        int at = text.lastIndexOf('@');
        if (at < 1
                || at > LONGEST_LOCAL
                || text.length() > LONGEST
                || !LOCAL.matcher(text.substring(0, at)).matches()
                || !DOMAIN.matcher(text.substring(at + 1)).matches()) {
            // The address itself is personal data.
            throw new IllegalArgumentException("address: not one for e-mail (expected: a@b.c)");
        }
    }

    /// An address as somebody wrote it down.
    static Optional<EmailAddress> of(String written) {
        String trimmed = written.strip();
        int at = trimmed.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        try {
            String domain = IDN.toASCII(trimmed.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
            return Optional.of(new EmailAddress(trimmed.substring(0, at) + "@" + domain));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// What follows the `@`.
    public String domain() {
        return text.substring(text.lastIndexOf('@') + 1);
    }

    /// Nothing of it: it is personal data.
    @Override
    public String toString() {
        return "EmailAddress";
    }
}
