package redress.decisions.models;

import java.util.Map;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;

/// A model read from a store: its manifest and its files, whose digests were checked on these very
/// bytes.
public record StoredModel(Manifest manifest, Map<String, byte[]> files) {
    public StoredModel {
        files = Map.copyOf(files);
    }

    public byte[] file(String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new BadInput(
                    Reason.TAMPERED_MODEL, "model " + manifest.version() + ": no file " + name);
        }
        return bytes;
    }
}
