-- What lists are filtered and sorted by, beside the columns from before. Grievances from before get theirs when they
-- change next, but for the times, which are known.
ALTER TABLE grievances
    ADD COLUMN channel          text        NOT NULL DEFAULT 'CHANNEL_UNSPECIFIED',
    ADD COLUMN complainant_type text        NOT NULL DEFAULT 'COMPLAINANT_TYPE_UNSPECIFIED',
    ADD COLUMN on_behalf_of     text        NOT NULL DEFAULT 'ON_BEHALF_OF_UNSPECIFIED',
    ADD COLUMN language         text        NOT NULL DEFAULT '',
    ADD COLUMN decision         text        NOT NULL DEFAULT 'DECISION_UNSPECIFIED',
    ADD COLUMN escalation_level integer     NOT NULL DEFAULT 0,
    ADD COLUMN incident         date,
    ADD COLUMN ongoing_issue    boolean     NOT NULL DEFAULT false,
    ADD COLUMN duplicate        boolean     NOT NULL DEFAULT false,
    ADD COLUMN handed_over      boolean     NOT NULL DEFAULT false,
    -- By when an open grievance must be resolved; infinity when nothing is due.
    ADD COLUMN due_at           timestamptz NOT NULL DEFAULT 'infinity',
    ADD COLUMN received_at      timestamptz NOT NULL DEFAULT '-infinity',
    ADD COLUMN updated_at       timestamptz NOT NULL DEFAULT '-infinity',
    -- The most urgent first, then the oldest: both upwards, so that one comparison finds a place in the index.
    ADD COLUMN calmness         double precision NOT NULL GENERATED ALWAYS AS (-urgency) STORED;

-- The owner obeys the policies too.
ALTER TABLE grievances NO FORCE ROW LEVEL SECURITY;
ALTER TABLE events NO FORCE ROW LEVEL SECURITY;
UPDATE grievances SET received_at = times.first, updated_at = times.last
FROM (SELECT subject, min(occurred_at) AS first, max(occurred_at) AS last FROM events GROUP BY subject) AS times
WHERE times.subject = grievances.id;
ALTER TABLE events FORCE ROW LEVEL SECURITY;

ALTER TABLE grievances
    ALTER COLUMN channel DROP DEFAULT,
    ALTER COLUMN complainant_type DROP DEFAULT,
    ALTER COLUMN on_behalf_of DROP DEFAULT,
    ALTER COLUMN language DROP DEFAULT,
    ALTER COLUMN decision DROP DEFAULT,
    ALTER COLUMN escalation_level DROP DEFAULT,
    ALTER COLUMN ongoing_issue DROP DEFAULT,
    ALTER COLUMN duplicate DROP DEFAULT,
    ALTER COLUMN handed_over DROP DEFAULT,
    ALTER COLUMN due_at DROP DEFAULT,
    ALTER COLUMN received_at DROP DEFAULT,
    ALTER COLUMN updated_at DROP DEFAULT;

-- Each order has its index. Ended grievances pile up in the order by urgency: a list of open ones has an index without
-- them.
DROP INDEX grievances_by_urgency;
CREATE INDEX grievances_by_urgency ON grievances (calmness, id);
CREATE INDEX grievances_open_by_urgency ON grievances (calmness, id)
    WHERE state IN ('GRIEVANCE_STATE_RECEIVED', 'GRIEVANCE_STATE_ACKNOWLEDGED', 'GRIEVANCE_STATE_ASSIGNED',
        'GRIEVANCE_STATE_IN_PROGRESS', 'GRIEVANCE_STATE_ON_HOLD', 'GRIEVANCE_STATE_FOR_APPROVAL',
        'GRIEVANCE_STATE_REOPENED');
CREATE INDEX grievances_by_due ON grievances (due_at, id);

-- A list for one person is short; with its order in the index it may be long.
CREATE INDEX grievances_of_officer_by_urgency ON grievances (assigned_to, calmness, id) WHERE assigned_to <> '';

-- Areas and categories below another are ranges in the collation "C".
DROP INDEX grievances_of_area;
DROP INDEX grievances_of_category;
CREATE INDEX grievances_of_area ON grievances (area_code COLLATE "C", id DESC);
CREATE INDEX grievances_of_category ON grievances (category_code COLLATE "C", id DESC);

CREATE INDEX grievances_by_arrival ON grievances (received_at);

-- A beneficiary's items by the keyed hash of an identifier. PostgreSQL looks at the policy before an overlap of arrays, so
-- the index of `beneficiary_hashes` serves no caller; an equality of text is leakproof and may go first.
CREATE TABLE grievance_identifiers (
    hash    text NOT NULL,
    grievance_id uuid NOT NULL,
    PRIMARY KEY (hash, grievance_id)
);

CREATE INDEX grievance_identifiers_of_grievance ON grievance_identifiers (grievance_id);

INSERT INTO grievance_identifiers (hash, grievance_id)
SELECT DISTINCT hash, id FROM grievances, unnest(beneficiary_hashes) AS hash;

ALTER TABLE grievances FORCE ROW LEVEL SECURITY;

CREATE FUNCTION keep_grievance_identifiers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM grievance_identifiers WHERE grievance_id = NEW.id AND hash <> ALL (NEW.beneficiary_hashes);
    INSERT INTO grievance_identifiers (hash, grievance_id)
    SELECT hash, NEW.id FROM unnest(NEW.beneficiary_hashes) AS hash
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER grievances_identified AFTER INSERT ON grievances FOR EACH ROW
    WHEN (NEW.beneficiary_hashes <> '{}')
    EXECUTE FUNCTION keep_grievance_identifiers();

CREATE TRIGGER grievances_identified_anew AFTER UPDATE ON grievances FOR EACH ROW
    WHEN (OLD.beneficiary_hashes IS DISTINCT FROM NEW.beneficiary_hashes)
    EXECUTE FUNCTION keep_grievance_identifiers();

ALTER TABLE grievance_identifiers ENABLE ROW LEVEL SECURITY;
ALTER TABLE grievance_identifiers FORCE ROW LEVEL SECURITY;

CREATE POLICY grievance_identifiers_seen ON grievance_identifiers FOR ALL
    USING (EXISTS (SELECT FROM grievances WHERE grievances.id = grievance_identifiers.grievance_id))
    WITH CHECK (true);

GRANT SELECT, INSERT, DELETE ON grievance_identifiers TO "${service}";
