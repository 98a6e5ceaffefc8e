-- What lists are filtered and sorted by, beside the columns from before. Cases from before get theirs when they change
-- next, but for the times, which are known.
ALTER TABLE cases
    ADD COLUMN case_type       text        NOT NULL DEFAULT '',
    ADD COLUMN client_type     text        NOT NULL DEFAULT 'CLIENT_TYPE_UNSPECIFIED',
    ADD COLUMN intake_source   text        NOT NULL DEFAULT 'INTAKE_SOURCE_UNSPECIFIED',
    ADD COLUMN intensity_level integer     NOT NULL DEFAULT 0,
    ADD COLUMN closure_outcome text        NOT NULL DEFAULT 'CLOSURE_OUTCOME_UNSPECIFIED',
    ADD COLUMN supervisor      text        NOT NULL DEFAULT '',
    ADD COLUMN team            text        NOT NULL DEFAULT '',
    ADD COLUMN merged          boolean     NOT NULL DEFAULT false,
    -- By when an open case should be closed; infinity when nothing is due.
    ADD COLUMN due_at          timestamptz NOT NULL DEFAULT 'infinity',
    ADD COLUMN created_at      timestamptz NOT NULL DEFAULT '-infinity',
    ADD COLUMN updated_at      timestamptz NOT NULL DEFAULT '-infinity',
    -- The most urgent first, then the oldest: both upwards, so that one comparison finds a place in the index.
    ADD COLUMN calmness        double precision NOT NULL GENERATED ALWAYS AS (-urgency) STORED;

-- The owner obeys the policies too.
ALTER TABLE cases NO FORCE ROW LEVEL SECURITY;
ALTER TABLE events NO FORCE ROW LEVEL SECURITY;
UPDATE cases SET created_at = times.first, updated_at = times.last
FROM (SELECT subject, min(occurred_at) AS first, max(occurred_at) AS last FROM events GROUP BY subject) AS times
WHERE times.subject = cases.id;
ALTER TABLE events FORCE ROW LEVEL SECURITY;

ALTER TABLE cases
    ALTER COLUMN case_type DROP DEFAULT,
    ALTER COLUMN client_type DROP DEFAULT,
    ALTER COLUMN intake_source DROP DEFAULT,
    ALTER COLUMN intensity_level DROP DEFAULT,
    ALTER COLUMN closure_outcome DROP DEFAULT,
    ALTER COLUMN supervisor DROP DEFAULT,
    ALTER COLUMN team DROP DEFAULT,
    ALTER COLUMN merged DROP DEFAULT,
    ALTER COLUMN due_at DROP DEFAULT,
    ALTER COLUMN created_at DROP DEFAULT,
    ALTER COLUMN updated_at DROP DEFAULT;

-- Each order has its index. Closed cases pile up in the order by urgency: a list of open ones has an index without them.
DROP INDEX cases_by_urgency;
CREATE INDEX cases_by_urgency ON cases (calmness, id);
CREATE INDEX cases_open_by_urgency ON cases (calmness, id)
    WHERE state IN ('CASE_STATE_ACTIVE', 'CASE_STATE_SUSPENDED');
CREATE INDEX cases_by_due ON cases (due_at, id);

-- A list for one person or team is short; with its order in the index it may be long.
CREATE INDEX cases_of_worker_by_urgency ON cases (case_worker, calmness, id) WHERE case_worker <> '';
CREATE INDEX cases_of_supervisor ON cases (supervisor, id DESC) WHERE supervisor <> '';
CREATE INDEX cases_of_team ON cases (team, id DESC) WHERE team <> '';

-- Areas below an area are a range in the collation "C".
DROP INDEX cases_of_area;
CREATE INDEX cases_of_area ON cases (area_code COLLATE "C", id DESC);

CREATE INDEX cases_by_creation ON cases (created_at);

-- A beneficiary's items by the keyed hash of an identifier. PostgreSQL looks at the policy before an overlap of arrays, so
-- the index of `beneficiary_hashes` serves no caller; an equality of text is leakproof and may go first.
CREATE TABLE case_identifiers (
    hash    text NOT NULL,
    case_id uuid NOT NULL,
    PRIMARY KEY (hash, case_id)
);

CREATE INDEX case_identifiers_of_case ON case_identifiers (case_id);

INSERT INTO case_identifiers (hash, case_id)
SELECT DISTINCT hash, id FROM cases, unnest(beneficiary_hashes) AS hash;

ALTER TABLE cases FORCE ROW LEVEL SECURITY;

CREATE FUNCTION keep_case_identifiers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM case_identifiers WHERE case_id = NEW.id AND hash <> ALL (NEW.beneficiary_hashes);
    INSERT INTO case_identifiers (hash, case_id)
    SELECT hash, NEW.id FROM unnest(NEW.beneficiary_hashes) AS hash
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER cases_identified AFTER INSERT ON cases FOR EACH ROW
    WHEN (NEW.beneficiary_hashes <> '{}')
    EXECUTE FUNCTION keep_case_identifiers();

CREATE TRIGGER cases_identified_anew AFTER UPDATE ON cases FOR EACH ROW
    WHEN (OLD.beneficiary_hashes IS DISTINCT FROM NEW.beneficiary_hashes)
    EXECUTE FUNCTION keep_case_identifiers();

ALTER TABLE case_identifiers ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_identifiers FORCE ROW LEVEL SECURITY;

CREATE POLICY case_identifiers_seen ON case_identifiers FOR ALL
    USING (EXISTS (SELECT FROM cases WHERE cases.id = case_identifiers.case_id))
    WITH CHECK (true);

GRANT SELECT, INSERT, DELETE ON case_identifiers TO "${service}";
