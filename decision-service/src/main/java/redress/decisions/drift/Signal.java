package redress.decisions.drift;

import com.fasterxml.jackson.annotation.JsonProperty;

/// One figure of drift and the bound above which it raises the alarm.
public record Signal(Part part, String name, Measure measure, double value, double bound) {
    /// What a figure says.
    public enum Measure {
        PSI("psi"),
        KS("ks"),
        SHARE("share"),
        ECE("ece");

        private final String word;

        Measure(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    @JsonProperty
    public boolean alarm() {
        return value > bound;
    }

    double nearness() {
        return value / bound;
    }
}
