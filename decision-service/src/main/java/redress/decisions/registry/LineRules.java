package redress.decisions.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import redress.access.v1.Reason;
import redress.decisions.v1.ModelLine;
import redress.decisions.v1.ModelReference;
import redress.decisions.v1.ModelUse;
import redress.mesh.access.Refusal;

/// What may become of a line: each rule gives the line as it is afterwards, or refuses.
final class LineRules {
    static final int ALL = 100;

    private LineRules() {}

    static ModelLine propose(ModelLine line, ModelUse proposal) {
        requireNotRetired(line, version(proposal));
        if (line.hasProposal()) {
            throw illegal(
                    version(line.getProposal()) + " waits for a decision (decide that first)");
        }
        if (isInUse(line, version(proposal))) {
            throw illegal("in use already");
        }
        return line.toBuilder().setProposal(proposal).build();
    }

    /// @param approved the proposal with its approver
    /// @throws Refusal with ROLE_MISSING if that is who proposed
    static ModelLine approve(ModelLine line, ModelUse approved) {
        requireProposed(line, version(approved));
        if (approved.getApprovedBy().equals(approved.getProposedBy())) {
            throw new Refusal(
                    Reason.REASON_ROLE_MISSING,
                    "approved_by: the person who proposed (expected: another one)");
        }
        var after = line.toBuilder().clearProposal();
        if (line.getShadow().getVersion().equals(version(approved))) {
            after.clearShadow();
        }
        if (approved.getPercent() < ALL) {
            return after.setCanary(approved).build();
        }
        if (line.hasInUse()) {
            after.addEarlier(line.getInUse());
        }
        return after.clearCanary().setInUse(approved).build();
    }

    static ModelLine decline(ModelLine line, String version) {
        requireProposed(line, version);
        return line.toBuilder().clearProposal().build();
    }

    /// The line without a version that answers; what is tried out beside it ends as well.
    ///
    /// It always leads somewhere: what does harm must go, also when nothing before it is left. What
    /// went once does not come back by a later rollback.
    ///
    /// @param readable whether an earlier version could answer; one that could not is left out
    static ModelLine rollBack(ModelLine line, String version, Predicate<ModelReference> readable) {
        if (line.hasCanary() && version(line.getCanary()).equals(version)) {
            return line.toBuilder().clearCanary().build();
        }
        if (!isInUse(line, version)) {
            throw illegal(
                    "not in use (expected: %s, or the canary)"
                            .formatted(line.hasInUse() ? version(line.getInUse()) : "none"));
        }
        var left = new ArrayList<>(without(line.getEarlierList(), version));
        while (!left.isEmpty() && !readable.test(left.getLast().getModel())) {
            left.removeLast();
        }
        var after = line.toBuilder().clearCanary().clearInUse().clearEarlier();
        if (!left.isEmpty()) {
            after.setInUse(left.removeLast());
        }
        return after.addAllEarlier(left).build();
    }

    private static List<ModelUse> without(List<ModelUse> uses, String version) {
        return uses.stream().filter(use -> !version(use).equals(version)).toList();
    }

    /// Whether a line knows a version, whatever became of its files.
    static boolean knows(ModelLine line, String version) {
        return hasPart(line, version)
                || line.getRetiredList().contains(version)
                || line.getEarlierList().stream().anyMatch(use -> version(use).equals(version));
    }

    static ModelLine shadow(ModelLine line, ModelReference model) {
        requireNotRetired(line, model.getVersion());
        if (isInUse(line, model.getVersion())) {
            throw illegal("in use already");
        }
        return line.toBuilder().setShadow(model).build();
    }

    static ModelLine endShadow(ModelLine line, String version) {
        if (!line.getShadow().getVersion().equals(version)) {
            throw illegal("not the shadow");
        }
        return line.toBuilder().clearShadow().build();
    }

    static ModelLine retire(ModelLine line, String version) {
        requireNotRetired(line, version);
        if (hasPart(line, version)) {
            throw illegal("has a part in answers, or is proposed (end that first)");
        }
        List<ModelUse> left = without(line.getEarlierList(), version);
        return line.toBuilder().clearEarlier().addAllEarlier(left).addRetired(version).build();
    }

    static void requireProposed(ModelLine line, String version) {
        if (!line.hasProposal() || !version(line.getProposal()).equals(version)) {
            throw illegal("not proposed");
        }
    }

    private static void requireNotRetired(ModelLine line, String version) {
        if (line.getRetiredList().contains(version)) {
            throw illegal("retired");
        }
    }

    private static boolean hasPart(ModelLine line, String version) {
        return isInUse(line, version)
                || version(line.getCanary()).equals(version)
                || line.getShadow().getVersion().equals(version)
                || version(line.getProposal()).equals(version);
    }

    private static boolean isInUse(ModelLine line, String version) {
        return version(line.getInUse()).equals(version);
    }

    static String version(ModelUse use) {
        return use.getModel().getVersion();
    }

    private static Refusal illegal(String why) {
        return new Refusal(Reason.REASON_ILLEGAL_TRANSITION, "version: " + why);
    }
}
