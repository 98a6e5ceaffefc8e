-- Which version of a model answers for each kind: one row a kind, locked by whoever changes it. What was done is in `events`.
CREATE TABLE model_lines (
    id       uuid  PRIMARY KEY,
    kind     text  NOT NULL UNIQUE,
    document bytea NOT NULL
);

ALTER TABLE model_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE model_lines FORCE ROW LEVEL SECURITY;

CREATE POLICY model_lines_read ON model_lines FOR SELECT
    USING ((SELECT caller_has('ROLE_MODEL_STEWARD', 'ROLE_SUPERVISOR', 'ROLE_DATA_PROTECTION_OFFICER', 'SERVICE')));

-- A new installation begins with what the service itself puts there; from then on people decide.
CREATE POLICY model_lines_add ON model_lines FOR INSERT
    WITH CHECK ((SELECT caller_has('SERVICE')));

CREATE POLICY model_lines_change ON model_lines FOR UPDATE
    USING ((SELECT caller_has('ROLE_MODEL_STEWARD', 'ROLE_SUPERVISOR')));

CREATE POLICY events_of_model_lines ON events FOR SELECT
    USING (EXISTS (SELECT FROM model_lines WHERE id = subject));

GRANT SELECT, INSERT ON model_lines TO "${service}";
GRANT UPDATE (document) ON model_lines TO "${service}";
