package redress.decisions.cards;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redress.decisions.fairness.Cells;
import redress.decisions.models.TrainedModel;

/// What is known of the table that a model learnt from; shares are 0..1, small groups are withheld.
public record DataSheet(
        String name,
        boolean starter,
        String sha256,
        long rows,
        String source,
        String collected,
        String licence,
        Map<String, Double> answers,
        Map<String, Double> known,
        List<String> neverFacts,
        List<GroupSizes> groups) {
    private static final double DIGITS = 1e6;

    public DataSheet {
        answers = rounded(answers);
        known = rounded(known);
        neverFacts = List.copyOf(neverFacts);
        groups = List.copyOf(groups);
    }

    private static Map<String, Double> rounded(Map<String, Double> shares) {
        Map<String, Double> found = new TreeMap<>();
        shares.forEach((name, share) -> found.put(name, Math.rint(share * DIGITS) / DIGITS));
        return found;
    }

    static DataSheet of(TrainedModel model, Subject subject) {
        return new DataSheet(
                model.name(),
                model.starter(),
                model.dataSha256(),
                model.dataRows(),
                subject.about().source(),
                subject.about().collected(),
                subject.about().licence(),
                subject.answers(),
                subject.known(),
                subject.neverFacts(),
                subject.groupings().stream()
                        .map(one -> GroupSizes.of(one.attribute(), Cells.of(one)))
                        .toList());
    }

    /// How many rows each group of an attribute has.
    public record GroupSizes(
            String attribute,
            Map<String, Integer> rows,
            List<String> withheld,
            int withoutGroup,
            String obstacle) {
        public GroupSizes {
            rows = new TreeMap<>(rows);
            withheld = List.copyOf(withheld);
        }

        static GroupSizes of(String attribute, Cells cells) {
            boolean comparable = cells.obstacle().isEmpty();
            return new GroupSizes(
                    attribute,
                    comparable ? cells.shown() : Map.of(),
                    comparable ? cells.withheld() : List.of(),
                    cells.withoutGroup(),
                    cells.obstacle());
        }
    }
}
