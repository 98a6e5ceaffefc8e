package redress.decisions.fairness;

/// How well the model's facts tell one group from the other rows: the area under the ROC curve of a
/// plain linear learner, on rows it had not seen.
///
/// .5 is no trace of the group, 1 gives it away. A better learner may find more: the figure is a
/// floor.
public record Proxy(String attribute, String group, double auc, int learntFrom, int measuredOn) {
    public Proxy {
        auc = Math.rint(auc * 1e6) / 1e6;
    }
}
