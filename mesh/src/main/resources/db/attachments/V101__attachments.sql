-- Files of items, sealed with the key of their item (docs/adr/0025). `item_visible` and `may_read_confidential` are each
-- service's own.
CREATE TABLE attachments (
    id           uuid    PRIMARY KEY,
    item         uuid    NOT NULL,
    author       text    NOT NULL,
    confidential boolean NOT NULL,
    -- Of the content: each chunk is sealed with its position and this number, so that none can be taken away unnoticed.
    chunks       integer NOT NULL CHECK (chunks > 0),
    deleted_at   timestamptz,
    document     bytea   NOT NULL,
    sealed       bytea,
    data_key     uuid REFERENCES data_keys (id)
);

CREATE INDEX attachments_of_item ON attachments (item, id DESC);

CREATE TABLE attachment_chunks (
    attachment uuid    NOT NULL REFERENCES attachments (id),
    position   integer NOT NULL,
    content    bytea   NOT NULL,
    PRIMARY KEY (attachment, position)
);

-- Ciphertext can't be compressed.
ALTER TABLE attachment_chunks ALTER COLUMN content SET STORAGE EXTERNAL;

ALTER TABLE attachments ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachments FORCE ROW LEVEL SECURITY;
ALTER TABLE attachment_chunks ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachment_chunks FORCE ROW LEVEL SECURITY;

CREATE POLICY attachments_seen ON attachments FOR ALL
    USING (item_visible(item) AND (NOT confidential OR may_read_confidential(author)));

-- Who adds one adds it in their own name.
CREATE POLICY attachments_own ON attachments AS RESTRICTIVE FOR INSERT
    WITH CHECK (author = (SELECT caller_name()));

CREATE POLICY attachment_chunks_seen ON attachment_chunks FOR ALL
    USING (EXISTS (SELECT FROM attachments WHERE id = attachment));

GRANT SELECT, INSERT ON attachments TO "${service}";
GRANT UPDATE (deleted_at, document, sealed, data_key) ON attachments TO "${service}";
GRANT SELECT, INSERT, DELETE ON attachment_chunks TO "${service}";
