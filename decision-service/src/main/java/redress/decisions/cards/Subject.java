package redress.decisions.cards;

import java.util.List;
import java.util.Map;
import redress.decisions.maps.About;
import redress.decisions.rows.Grouping;

/// What cards say beyond the manifest: what people said, the facts a model may use, and the table
/// it learnt from.
///
/// `known` is the share of rows in which a column says something, `answers` the share of each
/// answer, both 0..1.
public record Subject(
        About about,
        List<String> facts,
        List<String> neverFacts,
        Map<String, Double> known,
        Map<String, Double> answers,
        List<Grouping> groupings,
        String measuredOn,
        List<String> limits) {
    public Subject {
        facts = List.copyOf(facts);
        neverFacts = List.copyOf(neverFacts);
        groupings = List.copyOf(groupings);
        limits = List.copyOf(limits);
    }
}
