package redress.mesh.privacy;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.crypto.tink.prf.PrfSet;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import redress.beneficiaries.v1.BeneficiaryReference;

/// Keyed hashes (HMAC-SHA-256): the same value gives the same hash, and without the key nobody can
/// try values out. They find a personal value exactly; they can't search in it.
public final class Lookup {
    private static final int HASH_BYTES = 32;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    // Every transaction needs its caller's hash.
    private static final int STAFF = 10_000;

    private final PrfSet keyed;
    private final LoadingCache<String, String> staff =
            Caffeine.newBuilder().maximumSize(STAFF).build(name -> hash("staff", name));

    Lookup(PrfSet keyed) {
        this.keyed = keyed;
    }

    /// The hashes by which a beneficiary is found again, one for each identifier.
    public List<String> hashes(BeneficiaryReference beneficiary) {
        return beneficiary.getIdentifierList().stream()
                .map(one -> hash("identifier", one.getIdentifierType(), one.getIdentifierValue()))
                .distinct()
                .toList();
    }

    /// Whose data key seals an item: that of the beneficiary, known by the first identifier and,
    /// within a household, the member; without one the item's own.
    public Subject subject(BeneficiaryReference beneficiary, UUID item) {
        if (beneficiary.getIdentifierCount() == 0) {
            return Subject.item(item);
        }
        var first = beneficiary.getIdentifier(0);
        return Subject.person(
                hash(
                        "person",
                        first.getIdentifierType(),
                        first.getIdentifierValue(),
                        beneficiary.getMemberIdentifier()));
    }

    /// The hashes by which staff are found again, one for each user name that is not empty.
    public List<String> staff(Collection<String> userNames) {
        return userNames.stream()
                .filter(name -> !name.isBlank())
                .map(staff::get)
                .distinct()
                .toList();
    }

    /// The hash of bytes as they are.
    public ByteString hash(ByteString value) {
        return ByteString.copyFrom(compute(value.toByteArray()));
    }

    // The lengths keep ("ab", "c") and ("a", "bc") apart.
    private String hash(String... parts) {
        var text = new StringBuilder();
        for (String part : parts) {
            String same = normalised(part);
            text.append(same.length()).append(':').append(same);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(compute(bytes));
    }

    /// The same text for the same identifier or user name, however it was typed.
    public static String normalised(String text) {
        String same = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        return SPACES.matcher(same).replaceAll(" ").toLowerCase(Locale.ROOT);
    }

    private byte[] compute(byte[] value) {
        try {
            return keyed.computePrimary(value, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new UnusableKeysException("lookup key: can't be used");
        }
    }
}
