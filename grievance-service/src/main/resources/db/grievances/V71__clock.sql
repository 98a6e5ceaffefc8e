-- One row for each limit of a grievance. `warned_at` and `escalated_at` are set once, by whoever claims them first.
CREATE TABLE grievance_limits (
    grievance    uuid        NOT NULL REFERENCES grievances (id) DEFERRABLE INITIALLY DEFERRED,
    kind         text        NOT NULL,
    round        integer     NOT NULL,
    at_risk_at   timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    running      boolean     NOT NULL,
    warned_at    timestamptz,
    escalated_at timestamptz,
    -- When somebody has to look at it; null while nobody has to.
    look_at      timestamptz GENERATED ALWAYS AS (
        CASE
            WHEN NOT running THEN NULL
            WHEN warned_at IS NULL THEN least(at_risk_at, due_at)
            WHEN escalated_at IS NULL THEN due_at
        END) STORED,
    PRIMARY KEY (grievance, kind, round)
);

CREATE INDEX grievance_limits_to_look_at ON grievance_limits (look_at) WHERE look_at IS NOT NULL;

-- What was claimed is never claimed again, whoever asks.
CREATE FUNCTION refuse_second_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a limit passes once';
END
$$;

CREATE TRIGGER grievance_limits_claimed_once BEFORE UPDATE ON grievance_limits
    FOR EACH ROW WHEN (OLD.warned_at IS DISTINCT FROM NEW.warned_at AND OLD.warned_at IS NOT NULL
        OR OLD.escalated_at IS DISTINCT FROM NEW.escalated_at AND OLD.escalated_at IS NOT NULL)
    EXECUTE FUNCTION refuse_second_claim();

ALTER TABLE grievance_limits ENABLE ROW LEVEL SECURITY;
ALTER TABLE grievance_limits FORCE ROW LEVEL SECURITY;

CREATE POLICY grievance_limits_of_grievance ON grievance_limits FOR ALL
    USING (item_visible(grievance))
    WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE ON grievance_limits TO "${service}";

ALTER TABLE grievances ADD COLUMN sla_status text NOT NULL DEFAULT 'SLA_STATUS_ON_TRACK';

ALTER TABLE grievances ALTER COLUMN sla_status DROP DEFAULT;

-- What is late, or will be, is looked for among a million that are not.
CREATE INDEX grievances_late ON grievances (sla_status, id DESC)
    WHERE sla_status IN ('SLA_STATUS_AT_RISK', 'SLA_STATUS_BREACHED');
