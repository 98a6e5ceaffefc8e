package redress.mesh.privacy;

import java.util.UUID;

/// Seals the bytes of one column with one data key.
public final class ByteSealing {
    private final DataKey key;
    private final String service;
    private final String table;
    private final String column;

    ByteSealing(DataKey key, String service, String table, String column) {
        this.key = key;
        this.service = service;
        this.table = table;
        this.column = column;
    }

    /// The data key, to be stored beside.
    public UUID dataKey() {
        return key.id();
    }

    /// Seals bytes.
    ///
    /// @param row key of the row that will hold them, and all else that must not change
    public byte[] seal(String row, byte[] plain) {
        return key.seal(plain, new Place(table, row, column).within(service));
    }

    byte[] open(String row, byte[] sealed) {
        return key.open(sealed, new Place(table, row, column).within(service));
    }
}
