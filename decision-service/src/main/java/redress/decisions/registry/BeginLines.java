package redress.decisions.registry;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import redress.decisions.models.Kind;
import redress.decisions.models.StoredModel;
import redress.decisions.v1.ModelLine;
import redress.decisions.v1.ModelUse;
import redress.mesh.store.Database;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// What the service itself does with lines: it reads them to know what answers, and begins each
/// with the starter model of the project, or with rules alone where there are other models already.
/// Everything else is done by people.
@ApplicationScoped
public class BeginLines {
    private static final String SERVICE = "decision-service";

    private final Database database;
    private final ModelLines lines;

    public BeginLines(Database database, ModelLines lines) {
        this.database = database;
        this.lines = lines;
    }

    /// All lines.
    public List<ModelLine> read() {
        return database.asService(SERVICE, lines::all);
    }

    /// Begins the line of a kind, unless another process has.
    ///
    /// @throws IllegalArgumentException if the model is no starter
    public void begin(Kind kind, StoredModel starter) {
        if (!starter.manifest().starter()) {
            throw new IllegalArgumentException(
                    starter.manifest().version() + ": no starter (expected: one)");
        }
        database.writeAsService(
                SERVICE,
                transaction -> {
                    var use =
                            ModelUse.newBuilder()
                                    .setModel(VersionFiles.reference(starter.manifest()))
                                    .setPercent(LineRules.ALL)
                                    .setReason("the first model of a new installation")
                                    .setApprovedAt(Timeline.timestamp(transaction.now()))
                                    .setFigures(
                                            Gates.figures(
                                                    starter.manifest(),
                                                    VersionFiles.card(starter)));
                    var line = line(kind).setInUse(use).build();
                    begin(transaction, line, starter.manifest().version());
                });
    }

    /// Begins the line of a kind without a model, unless another process has: where people had
    /// models of their own, none made from invented examples answers in their place.
    public void beginWithRulesAlone(Kind kind) {
        database.writeAsService(
                SERVICE, transaction -> begin(transaction, line(kind).build(), "rules alone"));
    }

    private static ModelLine.Builder line(Kind kind) {
        return ModelLine.newBuilder()
                .setId(id(kind).toString())
                .setKind(Kinds.contract(kind))
                .setEtag("1");
    }

    private void begin(Transaction transaction, ModelLine line, String with) {
        if (lines.begin(transaction, line)) {
            KeepLines.record(transaction, line, "begun", with);
        }
    }

    /// The identifier of a kind's line, the same everywhere.
    static UUID id(Kind kind) {
        return UUID.nameUUIDFromBytes(
                ("model-line/" + kind.label()).getBytes(StandardCharsets.UTF_8));
    }
}
