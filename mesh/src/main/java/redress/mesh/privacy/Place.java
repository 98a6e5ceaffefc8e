package redress.mesh.privacy;

import java.nio.charset.StandardCharsets;

/// Where a sealed value stands. It opens nowhere else.
///
/// @param table name of the table
/// @param row key of the row, its parts joined by anything that fits
/// @param column name of the column
record Place(String table, String row, String column) {

    // PostgreSQL's text holds no NUL: no two places look alike.
    byte[] within(String service) {
        return String.join("\0", service, table, row, column).getBytes(StandardCharsets.UTF_8);
    }
}
