package redress.decisions.advice;

/// Which model spoke: enough to find it again in the store. `starter` is true for a model made from
/// invented examples.
public record ModelStamp(String name, String version, String digest, boolean starter) {
    /// No model spoke, only the written rules.
    public static final ModelStamp RULES_ONLY = new ModelStamp("rules", "", "", false);

    /// Said in every recommendation of a starter model.
    public static final String STARTER_NOTICE =
            "This is a starter model made from invented examples: train one on your own data before you rely on it.";
}
