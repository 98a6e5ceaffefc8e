package redress.decisions.trees;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/// Reads the JSON that XGBoost 1.6 dumps with statistics (`Booster.getModelDump("", true,
/// "json")`).
///
/// The dump writes floats with nine digits, enough to give back the same float. Only numeric splits
/// are understood.
public final class XgboostDump {
    private static final ObjectMapper JSON = new ObjectMapper();

    private XgboostDump() {}

    /// Builds the log-odds of one class against the other from a two-class softmax model.
    ///
    /// The dump alternates trees of class 0 and class 1; their scores' difference is the log-odds,
    /// so the trees of the other class are taken with their sign turned. `positive` is 0 or 1;
    /// `columns` maps XGBoost's feature numbers to positions in a row of `features` floats.
    public static TreeEnsemble twoClasses(
            String[] dump, int positive, int features, IntUnaryOperator columns) {
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < dump.length; i++) {
            Tree tree = tree(dump[i], columns);
            trees.add(i % 2 == positive ? tree : tree.scaled(-1));
        }
        return new TreeEnsemble(features, 0, trees);
    }

    private static Tree tree(String json, IntUnaryOperator columns) {
        try {
            List<JsonNode> nodes = new ArrayList<>();
            collect(JSON.readTree(json), nodes);
            Map<Integer, Integer> position = new HashMap<>();
            for (int i = 0; i < nodes.size(); i++) {
                position.put(nodes.get(i).path("nodeid").asInt(), i);
            }
            Tree tree = new Tree(nodes.size());
            for (int i = 0; i < nodes.size(); i++) {
                fill(tree, i, nodes.get(i), position, columns);
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("dump: not JSON", e);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        into.add(node);
        node.path("children").forEach(child -> collect(child, into));
    }

    private static void fill(
            Tree tree,
            int at,
            JsonNode node,
            Map<Integer, Integer> position,
            IntUnaryOperator columns) {
        tree.cover[at] = node.path("cover").asDouble();
        if (node.has("leaf")) {
            tree.left[at] = -1;
            tree.value[at] = (float) node.path("leaf").asDouble();
            return;
        }
        String split = node.path("split").asText();
        tree.feature[at] = columns.applyAsInt(Integer.parseInt(split.substring(1)));
        tree.threshold[at] = Float.parseFloat(node.path("split_condition").asText());
        tree.left[at] = position.getOrDefault(node.path("yes").asInt(), -1);
        tree.right[at] = position.getOrDefault(node.path("no").asInt(), -1);
        tree.missingLeft[at] = node.path("missing").asInt() == node.path("yes").asInt();
    }
}
