package redress.mesh.tokens;

import java.util.HashSet;
import java.util.Set;

/// An issuer of tokens that counts how often it is asked, and can be away.
final class IssuerFake implements Introspection {
    private final Set<String> revoked = new HashSet<>();
    private boolean away;
    private int asked;

    void revoke(String token) {
        revoked.add(token);
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    int asked() {
        return asked;
    }

    @Override
    public boolean isActive(String token) {
        asked++;
        if (away) {
            throw new UnansweredException("away");
        }
        return !revoked.contains(token);
    }
}
