package redress.decisions.triage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import redress.decisions.advice.Explanation;
import redress.decisions.advice.InputDigest;
import redress.decisions.advice.ModelStamp;
import redress.decisions.advice.Reason;
import redress.decisions.linear.LinearModel;
import redress.decisions.models.StoredModel;
import redress.decisions.rules.FloorRules;
import redress.decisions.text.SparseVector;
import redress.decisions.text.Words;

/// Recommends flags, urgency and category for a grievance's text.
///
/// Urgency is the flag named `urgent` when the model has one, else the largest probability among
/// its flags. The floor rules come first and work without a model. The same text gives the same
/// advice, byte for byte. Immutable and thread safe; a service swaps in a new one when the registry
/// names another version. It has no way to write to a case.
public final class TriageRecommender {
    static final String SENSITIVE = "sensitive";
    private static final int TOP_CATEGORIES = 3;
    private static final TriageModel NO_MODEL =
            new TriageModel(
                    redress.decisions.text.Vocabulary.learn(List.of(), 1),
                    List.of(),
                    List.of(),
                    new LinearModel(new double[0], new double[0]),
                    List.of(),
                    new LinearModel(new double[0], new double[0]),
                    List.of());

    private final TriageModel model;
    private final ModelStamp stamp;
    private final FloorRules rules;

    private TriageRecommender(TriageModel model, ModelStamp stamp, FloorRules rules) {
        this.model = model;
        this.stamp = stamp;
        this.rules = rules;
    }

    /// Speaks with a stored model; throws `BadInput` when its files are not a triage model.
    public static TriageRecommender of(StoredModel stored, FloorRules rules) {
        return new TriageRecommender(TriageModel.from(stored), stored.manifest().stamp(), rules);
    }

    /// Speaks by the written rules alone, for when there is no model or it was refused.
    public static TriageRecommender withoutModel(FloorRules rules) {
        return new TriageRecommender(NO_MODEL, ModelStamp.RULES_ONLY, rules);
    }

    public ModelStamp model() {
        return stamp;
    }

    /// Advises on a text; `language` is a code such as `en`, or empty when not known.
    public TriageAdvice recommend(String text, String language) {
        return recommend(text, language, Map.of());
    }

    /// Advises on a text of which is known where it comes from: values by the columns that the map
    /// calls context.
    public TriageAdvice recommend(String text, String language, Map<String, String> context) {
        List<String> words = Words.of(text);
        Optional<FloorRules.Match> rule = rules.firstMatch(words);
        Reading reading = Reading.of(words, context, language, model);
        Optional<String> doubt =
                isWithoutModel()
                        ? Optional.of("no model is in use: only rules were applied")
                        : reading.doubt();
        double[] scores = TriageScores.flags(model, reading.vector());
        double[] shares = TriageScores.categories(model, reading.vector());
        int urgent = TriageScores.urgent(model.flags(), scores);
        double urgency = rule.isPresent() ? 1 : urgent < 0 ? 0 : scores[urgent];
        return new TriageAdvice(
                urgency,
                flags(scores, rule, doubt.isPresent()),
                topCategories(shares),
                rule.isPresent() ? 1 : confidence(scores, shares, urgent, doubt.isPresent()),
                doubt,
                rule.map(FloorRules.Match::reason),
                explanation(reading.vector(), urgent, shares),
                stamp.starter() ? List.of(ModelStamp.STARTER_NOTICE) : List.of(),
                stamp,
                InputDigest.of(text, language, context));
    }

    private boolean isWithoutModel() {
        return stamp.equals(ModelStamp.RULES_ONLY);
    }

    private double confidence(double[] scores, double[] shares, int urgent, boolean doubted) {
        if (doubted) {
            return 0;
        }
        if (urgent < 0) {
            return shares.length == 0 ? 0 : shares[TriageScores.largest(shares)];
        }
        return scores[urgent] >= model.thresholds().get(urgent)
                ? scores[urgent]
                : 1 - scores[urgent];
    }

    private List<FlagAdvice> flags(
            double[] scores, Optional<FloorRules.Match> rule, boolean doubted) {
        Optional<String> name = rule.map(match -> match.rule().name());
        List<FlagAdvice> flags = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            String flag = model.flags().get(i);
            double threshold = model.thresholds().get(i);
            if (name.isPresent() && (flag.equals(TriageScores.URGENT) || flag.equals(SENSITIVE))) {
                flags.add(new FlagAdvice(flag, 1, threshold, true, name));
            } else {
                boolean raised = !doubted && scores[i] >= threshold;
                flags.add(new FlagAdvice(flag, scores[i], threshold, raised, Optional.empty()));
            }
        }
        if (name.isPresent()) {
            addIfAbsent(flags, TriageScores.URGENT, name);
            addIfAbsent(flags, SENSITIVE, name);
        }
        return flags;
    }

    private static void addIfAbsent(List<FlagAdvice> flags, String flag, Optional<String> rule) {
        if (flags.stream().noneMatch(one -> one.name().equals(flag))) {
            flags.add(new FlagAdvice(flag, 1, 1, true, rule));
        }
    }

    private List<CategoryAdvice> topCategories(double[] shares) {
        return IntStream.range(0, shares.length)
                .mapToObj(i -> new CategoryAdvice(model.categories().get(i), shares[i]))
                .sorted(
                        Comparator.comparingDouble(CategoryAdvice::score)
                                .reversed()
                                .thenComparing(CategoryAdvice::name))
                .limit(TOP_CATEGORIES)
                .toList();
    }

    /// Explains the urgency score, or the first category's when the model has no flags.
    private Explanation explanation(SparseVector vector, int urgent, double[] shares) {
        if (urgent >= 0) {
            return explain(vector, model.flagScores(), urgent, spoken(model.flags().get(urgent)));
        }
        int category = TriageScores.largest(shares);
        return category < 0
                ? Explanation.none("nothing")
                : explain(
                        vector, model.categoryScores(), category, model.categories().get(category));
    }

    private static String spoken(String flag) {
        return flag.equals(TriageScores.URGENT) ? "urgency" : flag;
    }

    private Explanation explain(
            SparseVector vector, LinearModel scores, int label, String subject) {
        List<Reason> reasons = new ArrayList<>(vector.size());
        for (int i = 0; i < vector.size(); i++) {
            int term = vector.ids()[i];
            double share = scores.contribution(term, vector.values()[i], label);
            reasons.add(new Reason(sentence(model.vocabulary().term(term), subject, share), share));
        }
        return Explanation.of(subject, scores.bias(label), reasons, scores.scores(vector)[label]);
    }

    private static String sentence(String term, String subject, double share) {
        if (Words.holdsContext(term)) {
            return "the context “" + term + "” " + Explanation.verb(share) + " " + subject;
        }
        boolean pair = term.indexOf(' ') >= 0;
        String verb = Explanation.verb(share);
        String agreed = pair ? verb.substring(0, verb.length() - 1) : verb;
        return (pair ? "the words “" : "the word “") + term + "” " + agreed + " " + subject;
    }
}
