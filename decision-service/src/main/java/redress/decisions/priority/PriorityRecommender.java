package redress.decisions.priority;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redress.decisions.advice.Explanation;
import redress.decisions.advice.InputDigest;
import redress.decisions.advice.ModelStamp;
import redress.decisions.advice.Reason;
import redress.decisions.calibration.Calibration;
import redress.decisions.models.StoredModel;

/// Recommends a band of priority from a household's facts.
///
/// The same facts give the same advice, byte for byte. Immutable and thread safe; a service swaps
/// in a new one when the registry names another version. It has no way to write to a case. Facts
/// that are not in the model's schema are not used: identity and protected attributes never reach
/// the score, whoever sends them.
public final class PriorityRecommender {
    private static final String NEED = "need";

    private final Optional<PriorityModel> model;
    private final ModelStamp stamp;

    private PriorityRecommender(Optional<PriorityModel> model, ModelStamp stamp) {
        this.model = model;
        this.stamp = stamp;
    }

    /// Speaks with a stored model; throws `BadInput` when its files are not a priority model.
    public static PriorityRecommender of(StoredModel stored) {
        return new PriorityRecommender(
                Optional.of(PriorityModel.from(stored)), stored.manifest().stamp());
    }

    /// Abstains always, with band medium: for when there is no model or it was refused.
    public static PriorityRecommender withoutModel() {
        return new PriorityRecommender(Optional.empty(), ModelStamp.RULES_ONLY);
    }

    public ModelStamp model() {
        return stamp;
    }

    /// The facts the model asks for; empty without a model.
    public List<Fact> schema() {
        return model.map(PriorityModel::facts).orElse(List.of());
    }

    /// The probability of need alone, without reasons: for ranking many cases at once. NaN without
    /// a model.
    public double probability(Map<String, Double> facts) {
        return model.map(m -> Calibration.probability(m.scorer().score(m.row(facts))))
                .orElse(Double.NaN);
    }

    /// Advises on facts by column name; a fact not given, or `NaN`, is not known.
    public PriorityAdvice recommend(Map<String, Double> facts) {
        String digest = InputDigest.of(facts);
        return model.map(m -> advise(m, m.row(facts), digest)).orElseGet(() -> silent(digest));
    }

    private PriorityAdvice silent(String digest) {
        return new PriorityAdvice(
                Band.MEDIUM,
                50,
                .5,
                0,
                Optional.of("no model is in use"),
                Explanation.none(NEED),
                List.of(),
                stamp,
                digest);
    }

    private PriorityAdvice advise(PriorityModel known, double[] row, String digest) {
        double score = known.scorer().score(row);
        double probability = Calibration.probability(score);
        Optional<String> doubt = known.doubt(row);
        boolean inNeed = probability >= known.bands().high();
        return new PriorityAdvice(
                known.bands().band(probability),
                100 * probability,
                probability,
                doubt.isPresent() ? 0 : inNeed ? probability : 1 - probability,
                doubt,
                explain(known, row, score),
                stamp.starter() ? List.of(ModelStamp.STARTER_NOTICE) : List.of(),
                stamp,
                digest);
    }

    private static Explanation explain(PriorityModel known, double[] row, double score) {
        double[] shares = known.scorer().contributions(row);
        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            if (shares[i] != 0) {
                reasons.add(
                        new Reason(known.facts().get(i).sentence(row[i], shares[i]), shares[i]));
            }
        }
        return Explanation.of(NEED, known.scorer().bias(), reasons, score);
    }
}
