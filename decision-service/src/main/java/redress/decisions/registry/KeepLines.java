package redress.decisions.registry;

import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import redress.access.v1.Reason;
import redress.decisions.models.Kind;
import redress.decisions.models.StoredModel;
import redress.decisions.v1.ApproveModelRequest;
import redress.decisions.v1.DeclineModelRequest;
import redress.decisions.v1.EndShadowRequest;
import redress.decisions.v1.GateOutcome;
import redress.decisions.v1.ModelGate;
import redress.decisions.v1.ModelLine;
import redress.decisions.v1.ModelUse;
import redress.decisions.v1.ProposeModelRequest;
import redress.decisions.v1.RetireModelRequest;
import redress.decisions.v1.RollBackModelRequest;
import redress.decisions.v1.ShadowModelRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusal.Violation;
import redress.mesh.store.AnswerType;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Puts versions to use and takes them out. Every change is one transaction with its event; who may
/// make it, and how surely they identified, the contract says.
@ApplicationScoped
public class KeepLines {
    private static final AnswerType<ModelLine> ANSWER =
            new AnswerType<>(ModelLine.parser(), line -> UUID.fromString(line.getId()));

    private final Database database;
    private final ModelLines lines;
    private final VersionFiles files;

    public KeepLines(Database database, ModelLines lines, VersionFiles files) {
        this.database = database;
        this.lines = lines;
        this.files = files;
    }

    /// Proposes a version that passes every gate.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION that names each gate it fails
    public ModelLine propose(Caller caller, ProposeModelRequest request) {
        return change(
                caller,
                new Change(request, request.getVersion(), "proposed", request.getReason()),
                (transaction, before) -> {
                    StoredModel stored = files.read(request.getVersion());
                    var proposal =
                            ModelUse.newBuilder()
                                    .setModel(VersionFiles.reference(stored.manifest()))
                                    .setPercent(request.getPercent())
                                    .setReason(request.getReason())
                                    .setProposedBy(transaction.actor())
                                    .setProposedAt(Timeline.timestamp(transaction.now()));
                    var after = LineRules.propose(before, proposal.build());
                    return after.toBuilder().setProposal(judged(proposal, stored, before)).build();
                });
    }

    /// Puts what another person proposed to use, after the gates once more: the version in use may
    /// be another one than it was.
    ///
    /// @throws Refusal with STALE_ETAG, ROLE_MISSING or ILLEGAL_TRANSITION
    public ModelLine approve(Caller caller, ApproveModelRequest request) {
        return change(
                caller,
                new Change(request, request.getVersion(), "approved", ""),
                (transaction, before) -> {
                    requireUnchanged(before, request.getEtag());
                    LineRules.requireProposed(before, request.getVersion());
                    var approved =
                            before.getProposal().toBuilder()
                                    .setApprovedBy(transaction.actor())
                                    .setApprovedAt(Timeline.timestamp(transaction.now()));
                    var _ = LineRules.approve(before, approved.build());
                    StoredModel stored = files.read(approved.getModel());
                    return LineRules.approve(before, judged(approved, stored, before));
                });
    }

    /// Takes a proposal off.
    public ModelLine decline(Caller caller, DeclineModelRequest request) {
        return change(
                caller,
                new Change(request, request.getVersion(), "declined", request.getReason()),
                (_, before) -> {
                    requireUnchanged(before, request.getEtag());
                    return LineRules.decline(before, request.getVersion());
                });
    }

    /// Takes a version out of use, whatever became of its files. An earlier one that can't be read
    /// or does not match its digest is left out; if none is left, rules alone answer.
    public ModelLine rollBack(Caller caller, RollBackModelRequest request) {
        return change(
                caller,
                new Change(request, request.getVersion(), "rolled_back", request.getReason()),
                (_, before) -> LineRules.rollBack(before, request.getVersion(), files::isReadable));
    }

    /// Begins a shadow.
    public ModelLine shadow(Caller caller, ShadowModelRequest request) {
        return change(
                caller,
                new Change(request, request.getVersion(), "shadowed", ""),
                (_, before) -> {
                    var manifest = files.read(request.getVersion()).manifest();
                    return LineRules.shadow(before, VersionFiles.reference(manifest));
                });
    }

    /// Ends the shadow.
    public ModelLine endShadow(Caller caller, EndShadowRequest request) {
        return change(
                caller,
                new Change(request, request.getVersion(), "shadow_ended", ""),
                (_, before) -> LineRules.endShadow(before, request.getVersion()));
    }

    /// Makes sure that a version never answers again.
    public ModelLine retire(Caller caller, RetireModelRequest request) {
        return change(
                caller,
                new Change(request, request.getVersion(), "retired", request.getReason()),
                (_, before) -> LineRules.retire(before, request.getVersion()));
    }

    private record Change(Message request, String version, String event, String reason) {
        String summary(ModelLine before, ModelLine after) {
            int percent = Math.max(share(after.getProposal()), share(after.getCanary()));
            String share = percent > 0 && percent < LineRules.ALL ? " for " + percent + " %" : "";
            String none = before.hasInUse() && !after.hasInUse() ? ", rules alone answer" : "";
            return version
                    + share
                    + leftOut(before, after)
                    + none
                    + (reason.isEmpty() ? "" : ": " + reason);
        }

        private String leftOut(ModelLine before, ModelLine after) {
            var lost =
                    before.getEarlierList().stream()
                            .map(LineRules::version)
                            .filter(one -> !one.equals(version) && !LineRules.knows(after, one))
                            .distinct()
                            .toList();
            return lost.isEmpty() ? "" : ", not readable: " + String.join(" ", lost);
        }

        private int share(ModelUse use) {
            return LineRules.version(use).equals(version) ? use.getPercent() : 0;
        }
    }

    private ModelLine change(
            Caller caller, Change change, BiFunction<Transaction, ModelLine, ModelLine> rule) {
        return database.once(
                caller,
                RequestKey.of(change.request()),
                ANSWER,
                transaction -> {
                    Kind kind = kindOf(transaction, change.version());
                    ModelLine before =
                            lines.lock(transaction, kind).orElseThrow(KeepLines::notBegun);
                    ModelLine after = next(rule.apply(transaction, before));
                    lines.replace(transaction, after);
                    record(transaction, after, change.event(), change.summary(before, after));
                    return after;
                });
    }

    // The lines first: the folder of a version that answers may be gone, and it must still be
    // possible to take it out.
    private Kind kindOf(Transaction transaction, String version) {
        return lines.all(transaction).stream()
                .filter(line -> LineRules.knows(line, version))
                .findFirst()
                .map(line -> Kinds.of(line.getKind()))
                .orElseGet(() -> files.kindOf(version));
    }

    private static ModelUse judged(ModelUse.Builder use, StoredModel stored, ModelLine line) {
        var card = VersionFiles.card(stored);
        var gates = new Gates(stored.manifest(), card, line.getInUse()).judge();
        requirePassed(gates);
        return use.clearGates()
                .addAllGates(gates)
                .setFigures(Gates.figures(stored.manifest(), card))
                .build();
    }

    private static void requirePassed(List<ModelGate> gates) {
        List<Violation> failed =
                gates.stream()
                        .filter(gate -> gate.getOutcome() == GateOutcome.GATE_OUTCOME_FAILED)
                        .map(gate -> new Violation("gates." + gate.getName(), gate.getFinding()))
                        .toList();
        if (!failed.isEmpty()) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "version: fails "
                            + String.join(", ", failed.stream().map(Violation::field).toList()),
                    failed);
        }
    }

    private static void requireUnchanged(ModelLine line, String etag) {
        if (!line.getEtag().equals(etag)) {
            throw new Refusal(
                    Reason.REASON_STALE_ETAG, "etag: the line has changed since (read it again)");
        }
    }

    private static ModelLine next(ModelLine changed) {
        return changed.toBuilder()
                .setEtag(Long.toString(Long.parseLong(changed.getEtag()) + 1))
                .build();
    }

    static void record(Transaction transaction, ModelLine line, String event, String summary) {
        transaction.record(new Event(UUID.fromString(line.getId()), "model." + event, summary));
    }

    private static Refusal notBegun() {
        return new Refusal(
                Reason.REASON_UNAVAILABLE, "the registry has not begun: try again in a second");
    }
}
