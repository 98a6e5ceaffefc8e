package redress.decisions.maps;

/// How case priority is learnt: boosted trees, or the plain linear fall-back.
public enum Algorithm {
    XGBOOST,
    LINEAR
}
