package redress.grievances.notification;

import java.util.Optional;
import java.util.Set;
import redress.beneficiaries.v1.Sensitivity;
import redress.grievances.v1.ComplainantType;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDetails;
import redress.grievances.v1.OnBehalfOf;

/// Who is told what by e-mail. Any doubt is a no: others may read the same inbox.
public final class WhatToTell {
    /// What it does with grievances from elsewhere happened long ago.
    private static final String IMPORTER = "importer";

    private static final Set<String> EMAIL = Set.of("email", "e-mail");

    private WhatToTell() {}

    /// What is to be told of an event, if anything.
    ///
    /// @param workload from where it was done
    static Optional<News> of(String event, Grievance after, String workload) {
        return workload.equals(IMPORTER)
                ? Optional.empty()
                : News.of(event, after).filter(_ -> whyNot(after).isEmpty());
    }

    /// Why something that was to be told must not be any more; empty if it may.
    static Optional<WhyNot> whyNot(News news, Grievance now) {
        return whyNot(now)
                .or(() -> news.holds(now) ? Optional.empty() : Optional.of(WhyNot.OVERTAKEN));
    }

    private static Optional<WhyNot> whyNot(Grievance now) {
        if (now.hasErasedAt()) {
            return Optional.of(WhyNot.ERASED);
        }
        if (now.hasRestrictedAt()) {
            return Optional.of(WhyNot.RESTRICTED);
        }
        var details = now.getDetails();
        return forWhomItMustStaySecret(details).or(() -> contact(details));
    }

    private static Optional<WhyNot> forWhomItMustStaySecret(GrievanceDetails details) {
        var sensitivity = details.getSensitivity();
        if (sensitivity != Sensitivity.SENSITIVITY_STANDARD
                && sensitivity != Sensitivity.SENSITIVITY_UNSPECIFIED) {
            return Optional.of(WhyNot.SENSITIVE);
        }
        if (details.getComplainantType() == ComplainantType.COMPLAINANT_TYPE_ANONYMOUS) {
            return Optional.of(WhyNot.ANONYMOUS);
        }
        if (!details.getConsent()) {
            return Optional.of(WhyNot.NO_CONSENT);
        }
        if (details.getSubjectsOfComplaintCount() > 0) {
            return Optional.of(WhyNot.ABOUT_A_PERSON);
        }
        return details.getOnBehalfOf() == OnBehalfOf.ON_BEHALF_OF_INDIVIDUAL
                ? Optional.of(WhyNot.FOR_ANOTHER)
                : Optional.empty();
    }

    private static Optional<WhyNot> contact(GrievanceDetails details) {
        if (!isEmail(details)) {
            return Optional.of(WhyNot.NO_EMAIL);
        }
        return address(details).isEmpty() ? Optional.of(WhyNot.BAD_ADDRESS) : Optional.empty();
    }

    /// Where the complainant wants mail.
    static Optional<EmailAddress> address(GrievanceDetails details) {
        return isEmail(details)
                ? EmailAddress.of(details.getPreferredContact().getValue())
                : Optional.empty();
    }

    private static boolean isEmail(GrievanceDetails details) {
        String type = details.getPreferredContact().getType().strip();
        return EMAIL.stream().anyMatch(type::equalsIgnoreCase);
    }
}
