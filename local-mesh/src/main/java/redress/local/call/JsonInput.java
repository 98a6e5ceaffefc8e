package redress.local.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;

/// The messages of a stream, read one by one: a JSON array of them, or one after the other.
public final class JsonInput implements Iterator<String> {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private final MappingIterator<JsonNode> nodes;

    public JsonInput(InputStream bytes) {
        try {
            nodes = JSON.readerFor(JsonNode.class).readValues(bytes);
        } catch (IOException e) {
            throw wrong(e);
        }
    }

    @Override
    public boolean hasNext() {
        try {
            return nodes.hasNextValue();
        } catch (IOException | RuntimeJsonMappingException e) {
            throw wrong(e);
        }
    }

    @Override
    public String next() {
        try {
            return nodes.nextValue().toString();
        } catch (IOException | RuntimeJsonMappingException e) {
            throw wrong(e);
        }
    }

    private static WrongCall wrong(Exception e) {
        String message =
                e instanceof JsonProcessingException json
                        ? "line %d: %s"
                                .formatted(
                                        json.getLocation() == null
                                                ? 0
                                                : json.getLocation().getLineNr(),
                                        json.getOriginalMessage())
                        : String.valueOf(e.getMessage());
        return new WrongCall("standard input: " + message, e);
    }
}
