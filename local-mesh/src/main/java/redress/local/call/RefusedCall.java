package redress.local.call;

/// A call that the service refused, or that did not reach it.
public final class RefusedCall extends RuntimeException {
    private final transient Refusal refusal;

    RefusedCall(Refusal refusal, Throwable cause) {
        super(refusal.toString(), cause);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
