-- An item whose use is restricted exists for data protection officers only.
CREATE POLICY cases_in_use ON cases AS RESTRICTIVE FOR ALL
    USING (
        NOT EXISTS (SELECT FROM restrictions WHERE item = cases.id)
        OR (SELECT caller_has('ROLE_DATA_PROTECTION_OFFICER', 'SERVICE'))
    )
    WITH CHECK (true);

-- An erasure looks for what else its data keys seal.
CREATE INDEX cases_of_data_key ON cases (data_key) WHERE data_key IS NOT NULL;

CREATE POLICY notes_in_use ON notes AS RESTRICTIVE FOR ALL
    USING (
        NOT EXISTS (SELECT FROM restrictions WHERE item = notes.case_id)
        OR (SELECT caller_has('ROLE_DATA_PROTECTION_OFFICER', 'SERVICE'))
    )
    WITH CHECK (true);

-- Requests of persons and legal holds are for data protection officers.
CREATE TABLE data_subject_requests (
    id              uuid        PRIMARY KEY,
    number          text        NOT NULL UNIQUE,
    state           text        NOT NULL,
    items           uuid[]      NOT NULL,
    subject_hashes  text[]      NOT NULL,
    next_attempt_at timestamptz,
    document        bytea       NOT NULL,
    sealed          bytea,
    data_key        uuid REFERENCES data_keys (id)
);

CREATE SEQUENCE data_subject_request_numbers;

CREATE INDEX data_subject_requests_to_run ON data_subject_requests (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX data_subject_requests_of_items ON data_subject_requests USING gin (items);
CREATE INDEX data_subject_requests_of_subject ON data_subject_requests USING gin (subject_hashes);

CREATE TABLE legal_holds (
    id          uuid        PRIMARY KEY,
    item        uuid        NOT NULL,
    until       timestamptz,
    released_at timestamptz,
    document    bytea       NOT NULL,
    sealed      bytea,
    data_key    uuid REFERENCES data_keys (id)
);

CREATE INDEX legal_holds_of_item ON legal_holds (item) WHERE released_at IS NULL;

-- What the services gave out for an access request, until the file expires.
CREATE TABLE exports (
    id         uuid    PRIMARY KEY,
    request    uuid    NOT NULL REFERENCES data_subject_requests (id),
    service    text    NOT NULL,
    part       integer NOT NULL,
    expires_at timestamptz,
    document   bytea   NOT NULL,
    sealed     bytea,
    data_key   uuid REFERENCES data_keys (id),
    UNIQUE (request, service, part)
);

DO $$
DECLARE
    private text;
BEGIN
    FOREACH private IN ARRAY ARRAY['data_subject_requests', 'legal_holds', 'exports'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', private);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', private);
        EXECUTE format($policy$
            CREATE POLICY %I ON %I FOR ALL
                USING ((SELECT caller_has('ROLE_DATA_PROTECTION_OFFICER', 'SERVICE')))
                WITH CHECK (true)
            $policy$, private || '_visible', private);
    END LOOP;
END
$$;

GRANT SELECT, INSERT, UPDATE ON data_subject_requests, legal_holds TO "${service}";
GRANT SELECT, INSERT, UPDATE, DELETE ON exports TO "${service}";
GRANT USAGE ON SEQUENCE data_subject_request_numbers TO "${service}";
