package redress.decisions.registry;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import redress.access.v1.Reason;
import redress.decisions.cards.Cards;
import redress.decisions.models.Manifest;
import redress.decisions.models.StoredModel;
import redress.decisions.v1.ListModelHistoryRequest;
import redress.decisions.v1.ListModelsRequest;
import redress.decisions.v1.Model;
import redress.decisions.v1.ModelLine;
import redress.decisions.v1.ModelStanding;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Page;
import redress.mesh.store.Timeline;
import redress.timeline.v1.TimelineEntry;

/// Tells which versions there are, what they are used for, and what was done with them.
@ApplicationScoped
public class ShowModels {
    private final Database database;
    private final ModelLines lines;
    private final VersionFiles files;
    private final ShadowAnswers shadows;

    public ShowModels(
            Database database, ModelLines lines, VersionFiles files, ShadowAnswers shadows) {
        this.database = database;
        this.lines = lines;
        this.files = files;
        this.shadows = shadows;
    }

    /// All lines.
    public List<ModelLine> lines(Caller caller) {
        return database.as(caller, lines::all);
    }

    /// The versions of a kind, oldest first.
    public List<Model> list(Caller caller, ListModelsRequest request) {
        var line = line(caller, request.getKind().getNumber());
        return files.list(Kinds.of(request.getKind())).stream()
                .map(manifest -> model(manifest, line).build())
                .toList();
    }

    /// A version with its card and what the gates find now.
    ///
    /// @throws Refusal with NOT_FOUND, with ILLEGAL_TRANSITION if it does not match its digest
    public Model get(Caller caller, String version) {
        StoredModel stored = files.read(version);
        var kind = Kinds.contract(files.kindOf(version));
        var line = line(caller, kind.getNumber());
        var card = VersionFiles.card(stored);
        var model =
                model(stored.manifest(), line)
                        .addAllGates(new Gates(stored.manifest(), card, line.getInUse()).judge())
                        .setModelCard(Cards.page(stored, Cards.CARD).orElse(""));
        shadows.summary(version).ifPresent(model::setShadow);
        return model.build();
    }

    /// A page of what was done with the models of a kind.
    public Page.Slice<TimelineEntry> history(Caller caller, ListModelHistoryRequest request) {
        var page = Page.of(request);
        var line = BeginLines.id(Kinds.of(request.getKind()));
        return database.as(caller, transaction -> Timeline.of(transaction, line, page));
    }

    private ModelLine line(Caller caller, int kind) {
        return lines(caller).stream()
                .filter(one -> one.getKindValue() == kind)
                .findFirst()
                .orElseThrow(
                        () ->
                                new Refusal(
                                        Reason.REASON_UNAVAILABLE,
                                        "the registry has not begun: try again in a second"));
    }

    private static Model.Builder model(Manifest manifest, ModelLine line) {
        return Model.newBuilder()
                .setModel(VersionFiles.reference(manifest))
                .setKind(line.getKind())
                .setStanding(standing(manifest.version(), line))
                .setTrainedAt(Timeline.timestamp(Instant.parse(manifest.createdAt())))
                .setDataRows(manifest.dataRows())
                .setDataSha256(manifest.dataSha256())
                .putAllMetrics(manifest.metrics());
    }

    static ModelStanding standing(String version, ModelLine line) {
        if (line.getRetiredList().contains(version)) {
            return ModelStanding.MODEL_STANDING_RETIRED;
        }
        if (LineRules.version(line.getInUse()).equals(version)) {
            return ModelStanding.MODEL_STANDING_IN_USE;
        }
        if (LineRules.version(line.getCanary()).equals(version)) {
            return ModelStanding.MODEL_STANDING_CANARY;
        }
        if (LineRules.version(line.getProposal()).equals(version)) {
            return ModelStanding.MODEL_STANDING_PROPOSED;
        }
        if (line.getShadow().getVersion().equals(version)) {
            return ModelStanding.MODEL_STANDING_SHADOW;
        }
        boolean earlier =
                line.getEarlierList().stream()
                        .anyMatch(use -> LineRules.version(use).equals(version));
        return earlier
                ? ModelStanding.MODEL_STANDING_EARLIER
                : ModelStanding.MODEL_STANDING_TRAINED;
    }
}
