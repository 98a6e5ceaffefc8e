package redress.certs.lint;

/// How bad a broken rule is: an error breaks a MUST, a warning a SHOULD.
public enum Severity {
    ERROR,
    WARNING
}
