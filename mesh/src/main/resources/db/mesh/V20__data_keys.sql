-- From here on what the contract marks personal is stored sealed. Rows from before are not, and nothing seals them
-- afterwards: old copies of the files would still hold them.
DO $$
BEGIN
    IF EXISTS (SELECT FROM events) OR EXISTS (SELECT FROM requests) THEN
        RAISE EXCEPTION 'this database holds personal data from before it was sealed (expected: an empty database; in the local mesh: ./redress up --fresh)';
    END IF;
END
$$;

-- One data key a subject, wrapped with the service's key-encryption key. A destroyed one keeps its row, not its key.
CREATE TABLE data_keys (
    id           uuid        PRIMARY KEY,
    subject      text        NOT NULL,
    wrapped      bytea,
    kek_id       integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    destroyed_at timestamptz,
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);

CREATE UNIQUE INDEX data_keys_of_subject ON data_keys (subject) WHERE destroyed_at IS NULL;
CREATE INDEX data_keys_by_kek ON data_keys (kek_id) WHERE destroyed_at IS NULL;

-- The answer is sealed like what it answers with, and forgotten after some days. The digest of the request is keyed.
ALTER TABLE requests RENAME COLUMN answer TO document;
ALTER TABLE requests
    ADD COLUMN sealed       bytea,
    ADD COLUMN data_key     uuid REFERENCES data_keys (id),
    ADD COLUMN forgotten_at timestamptz;

CREATE INDEX requests_to_forget ON requests (created_at) WHERE forgotten_at IS NULL;
