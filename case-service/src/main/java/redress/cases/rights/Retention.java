package redress.cases.rights;

import java.util.List;
import redress.rights.v1.RetentionRule;

/// The rules of retention of this installation.
///
/// @param rules the rules, names unique
public record Retention(List<RetentionRule> rules) {
    public Retention {
        rules = List.copyOf(rules);
        long names = rules.stream().map(RetentionRule::getName).distinct().count();
        if (names < rules.size()) {
            throw new IllegalArgumentException("rules of retention: a name is there twice");
        }
    }
}
