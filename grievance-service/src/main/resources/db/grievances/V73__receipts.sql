-- The keyed hash of the code that a complainant has for a grievance, and for appeals against it. Only the service itself
-- looks here.
CREATE TABLE grievance_receipts (
    grievance uuid  PRIMARY KEY REFERENCES grievances (id),
    code_hash bytea NOT NULL
);

CREATE INDEX grievance_receipts_by_code ON grievance_receipts (code_hash);

ALTER TABLE grievance_receipts ENABLE ROW LEVEL SECURITY;
ALTER TABLE grievance_receipts FORCE ROW LEVEL SECURITY;

CREATE POLICY grievance_receipts_of_service ON grievance_receipts FOR ALL
    USING ((SELECT caller_has('SERVICE')));

GRANT SELECT, INSERT, UPDATE ON grievance_receipts TO "${service}";
