-- Categories of grievances, as the contract writes them. None is removed: grievances keep the code that they got.
CREATE TABLE grievance_categories (
    code     text  PRIMARY KEY,
    document bytea NOT NULL
);

ALTER TABLE grievance_categories ENABLE ROW LEVEL SECURITY;
ALTER TABLE grievance_categories FORCE ROW LEVEL SECURITY;

CREATE POLICY grievance_categories_read ON grievance_categories FOR SELECT
    USING (true);

CREATE POLICY grievance_categories_add ON grievance_categories FOR INSERT
    WITH CHECK ((SELECT caller_has('ROLE_SUPERVISOR')));

CREATE POLICY grievance_categories_change ON grievance_categories FOR UPDATE
    USING ((SELECT caller_has('ROLE_SUPERVISOR')));

GRANT SELECT, INSERT, UPDATE ON grievance_categories TO "${service}";
