package redress.decisions.maps;

import java.util.List;
import redress.decisions.models.Kind;
import redress.decisions.tables.Header;

/// What the columns of a table mean for one kind of model.
public sealed interface ModelMap permits TriageMap, PriorityMap {
    Kind kind();

    /// The model's name, said in every recommendation.
    String name();

    /// The column that tells rows apart; never a feature.
    String id();

    /// What is never a feature, and which groups reports compare.
    ProtectedColumns protectedColumns();

    /// What people said about the model and its data.
    About about();

    /// The columns of a table by which reports compare groups; the id tells no groups.
    default List<GroupColumn> groupColumns(Header header) {
        return protectedColumns().in(header).stream()
                .filter(group -> !group.column().equals(id()))
                .toList();
    }
}
