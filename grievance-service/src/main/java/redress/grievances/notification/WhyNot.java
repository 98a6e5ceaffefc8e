package redress.grievances.notification;

/// Why a complainant is not told something by e-mail.
public enum WhyNot {
    /// What the person left is erased.
    ERASED("the grievance is erased"),
    /// Its use is restricted.
    RESTRICTED("the use of the grievance is restricted"),
    /// Others may read the same inbox.
    SENSITIVE("the grievance is sensitive"),
    /// The complainant wants no name.
    ANONYMOUS("the complainant stays anonymous"),
    /// The complainant did not agree to the use of the data.
    NO_CONSENT("the complainant did not consent"),
    /// It tells of a person who could read the same inbox.
    ABOUT_A_PERSON("it is a complaint about a person"),
    /// The one whom it concerns was not asked.
    FOR_ANOTHER("the complainant speaks for another person"),
    /// There is no address, or the complainant wants to be reached otherwise.
    NO_EMAIL("e-mail is not the preferred contact"),
    /// No mail server would take the address.
    BAD_ADDRESS("the address is not one for e-mail"),
    /// It is not so any more.
    OVERTAKEN("it is not so any more"),
    /// The mail server says that there is no such recipient.
    REFUSED("the mail server refuses the address"),
    /// It was tried for as long as the installation says.
    NOT_IN_TIME("the mail server did not take it in time");

    private final String words;

    WhyNot(String words) {
        this.words = words;
    }

    /// In words for staff.
    String words() {
        return words;
    }
}
