package redress.decisions.registry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import redress.access.v1.Reason;
import redress.decisions.BadInput;
import redress.decisions.cards.Cards;
import redress.decisions.cards.ModelCard;
import redress.decisions.models.Kind;
import redress.decisions.models.Manifest;
import redress.decisions.models.ModelStore;
import redress.decisions.models.StoredModel;
import redress.decisions.v1.ModelReference;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusal.Violation;

/// The folder of models as the registry sees it: what can't be read, or does not match its digest,
/// is refused in words that name no path.
@Singleton
public class VersionFiles {
    private static final Logger LOG = Logger.getLogger(VersionFiles.class);

    private final ModelStore store;

    @Inject
    VersionFiles(@ConfigProperty(name = "redress.models") Path folder) {
        this(new ModelStore(folder, Clock.systemUTC()));
    }

    /// @param store where the versions are
    public VersionFiles(ModelStore store) {
        this.store = store;
    }

    public ModelStore store() {
        return store;
    }

    /// The kind that has a version.
    ///
    /// @throws Refusal with NOT_FOUND
    Kind kindOf(String version) {
        try {
            return store.kindOf(version);
        } catch (BadInput unknown) {
            throw new Refusal(Reason.REASON_NOT_FOUND, "no such version");
        }
    }

    /// Reads a version; every file is checked.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION if one does not match its digest
    StoredModel read(String version) {
        Kind kind = kindOf(version);
        try {
            return store.load(kind, version);
        } catch (BadInput tampered) {
            LOG.errorf("version refused version=%s reason=%s", version, tampered.getMessage());
            throw refused("a file of the version is missing or does not match its digest");
        }
    }

    /// The same of a version that was named before: it must still be that one, to the last digit.
    StoredModel read(ModelReference known) {
        StoredModel stored = read(known.getVersion());
        if (!stored.manifest().digest().equals(known.getDigest())) {
            throw refused("the version has another digest than when it was named");
        }
        return stored;
    }

    /// Whether a version that was named before could answer: its files are all there and genuine.
    boolean isReadable(ModelReference known) {
        try {
            var _ = read(known);
            return true;
        } catch (RuntimeException e) {
            LOG.errorf("version left out version=%s reason=%s", known.getVersion(), e.getMessage());
            return false;
        }
    }

    private static Refusal refused(String why) {
        return new Refusal(
                Reason.REASON_ILLEGAL_TRANSITION,
                "integrity: " + why,
                List.of(new Violation("gates.integrity", why)));
    }

    /// The manifests of a kind, oldest first; their files are not checked.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION if one can't be read
    List<Manifest> list(Kind kind) {
        try {
            return store.list(kind);
        } catch (BadInput tampered) {
            LOG.errorf("versions not listed reason=%s", tampered.getMessage());
            throw refused("the manifest of a version can't be read");
        }
    }

    /// The card of a version; absent if it was trained before there were any.
    static Optional<ModelCard> card(StoredModel stored) {
        return stored.files().containsKey(Cards.CARD_JSON)
                ? Optional.of(Cards.card(stored))
                : Optional.empty();
    }

    static ModelReference reference(Manifest manifest) {
        return ModelReference.newBuilder()
                .setName(manifest.name())
                .setVersion(manifest.version())
                .setDigest(manifest.digest())
                .setStarter(manifest.starter())
                .build();
    }
}
