package redress.decisions.training;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Tribuo;
import org.tribuo.provenance.TrainerProvenance;

/// Tribuo's account of a trainer as plain pairs, without clock times, so that it can be part of a
/// digest.
final class Provenances {
    private Provenances() {}

    static Map<String, String> of(TrainerProvenance trainer) {
        Map<String, String> found = new TreeMap<>();
        for (Pair<String, Provenance> pair : trainer) {
            found.put(pair.getA(), pair.getB().toString());
        }
        found.put("tribuo-version", Tribuo.VERSION);
        return found;
    }
}
