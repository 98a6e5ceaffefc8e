package redress.decisions.maps;

import redress.decisions.models.Kind;

/// What the columns of a table mean for one kind of model.
public sealed interface ModelMap permits TriageMap, PriorityMap {
    Kind kind();

    /// The model's name, said in every recommendation.
    String name();

    /// The column that tells rows apart; never a feature.
    String id();
}
