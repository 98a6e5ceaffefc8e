package redress.local.home;

/// A TCP port on 127.0.0.1 and what listens there.
public record Port(String use, int number) {
    public Port {
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException(
                    use
                            + " port: "
                            + number
                            + " (expected: 1 to 65535; check REDRESS_PORT_OFFSET)");
        }
    }
}
