-- One row a grievance: the document as the contract writes it, and the columns that SQL filters and sorts by.
CREATE TABLE grievances (
    id             uuid             PRIMARY KEY,
    number         text             NOT NULL UNIQUE,
    external_id    text             UNIQUE,
    state          text             NOT NULL,
    category_code  text             NOT NULL,
    severity       text             NOT NULL,
    assigned_to    text             NOT NULL,
    programme_ids  text[]           NOT NULL,
    area_code      text             NOT NULL,
    sensitivity    integer          NOT NULL,
    urgency        double precision NOT NULL,
    awaiting_model boolean          NOT NULL,
    document       bytea            NOT NULL
);

CREATE SEQUENCE grievance_numbers;

CREATE INDEX grievances_by_urgency ON grievances (urgency DESC, id);
CREATE INDEX grievances_of_officer ON grievances (assigned_to, id DESC) WHERE assigned_to <> '';
CREATE INDEX grievances_of_area ON grievances (area_code, id DESC);
CREATE INDEX grievances_of_category ON grievances (category_code text_pattern_ops);
CREATE INDEX grievances_awaiting_model ON grievances (id) WHERE awaiting_model;

-- Whoever asks is named in redress.roles for the transaction. A sensitive grievance is for officers cleared for the
-- sensitive track, and for nobody else: not for supervisors, not even for who handed it in.
ALTER TABLE grievances ENABLE ROW LEVEL SECURITY;
ALTER TABLE grievances FORCE ROW LEVEL SECURITY;

CREATE POLICY grievances_visible ON grievances FOR ALL
    USING (
        sensitivity = 1
        OR string_to_array(current_setting('redress.roles', true), ',') && ARRAY['ROLE_SENSITIVE_OFFICER', 'SERVICE']
    )
    WITH CHECK (true);
