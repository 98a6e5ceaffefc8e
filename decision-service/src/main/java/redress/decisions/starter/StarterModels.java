package redress.decisions.starter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.advice.InputDigest;
import redress.decisions.maps.MapFile;
import redress.decisions.models.Kind;
import redress.decisions.models.Manifest;
import redress.decisions.models.ModelStore;
import redress.decisions.models.StoredModel;
import redress.decisions.models.TrainedModel;
import redress.decisions.tables.Table;
import redress.decisions.training.Training;

/// Small models trained from the made-up examples in `resources/starter`, for a store that has none
/// yet.
///
/// They show what a recommendation looks like and nothing more: every text and household in them is
/// invented, and every recommendation they make says so.
public final class StarterModels {
    private StarterModels() {}

    /// Trains a starter model for each kind that has no model at all; takes seconds, once.
    public static void addMissing(ModelStore store, Consumer<String> progress) {
        for (Kind kind : Kind.values()) {
            if (store.currentVersion(kind).isEmpty()) {
                progress.accept("training the starter model for " + kind.label());
                store.add(train(kind));
            }
        }
    }

    /// The starter model of a kind from a store, added if it is not there.
    ///
    /// It is trained to know its digest: whoever may write to the folder can call any model a
    /// starter.
    ///
    /// @throws BadInput if what is there is not that model
    public static StoredModel of(ModelStore store, Kind kind) {
        TrainedModel genuine = train(kind);
        Manifest expected = store.manifestOf(genuine);
        if (!store.has(kind, expected.version())) {
            var _ = store.add(genuine);
        }
        StoredModel found = store.load(kind, expected.version());
        if (!found.manifest().digest().equals(expected.digest())) {
            throw new BadInput(
                    Reason.TAMPERED_MODEL,
                    kind.label() + " " + expected.version() + ": not the starter of this program");
        }
        return found;
    }

    /// The starter model of a kind; always the same bytes.
    public static TrainedModel train(Kind kind) {
        byte[] csv = resource(kind.label() + ".csv");
        String map = new String(resource(kind.label() + ".yaml"), StandardCharsets.UTF_8);
        try (Table table = Table.of("starter " + kind.label(), new ByteArrayInputStream(csv))) {
            return Training.train(
                    table,
                    MapFile.parse(kind.label() + ".yaml", map),
                    InputDigest.of(csv),
                    true,
                    line -> {});
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = StarterModels.class.getResourceAsStream("/starter/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
