package redress.local.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import redress.decisions.v1.RecommendationKind;

/// A kind of model as users write it: `case_priority`.
final class ModelKind implements ITypeConverter<RecommendationKind> {
    private static final String PREFIX = "RECOMMENDATION_KIND_";

    @Override
    public RecommendationKind convert(String word) {
        for (RecommendationKind kind : RecommendationKind.values()) {
            if (kind != RecommendationKind.RECOMMENDATION_KIND_UNSPECIFIED
                    && kind != RecommendationKind.UNRECOGNIZED
                    && word(kind).equals(word)) {
                return kind;
            }
        }
        throw new TypeConversionException(word + " (expected: case_priority or grievance_triage)");
    }

    static String word(RecommendationKind kind) {
        return kind.name().replace(PREFIX, "").toLowerCase(Locale.ROOT);
    }
}
