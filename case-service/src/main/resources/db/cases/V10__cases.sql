-- One row a case: the document as the contract writes it, and the columns that SQL filters and sorts by.
CREATE TABLE cases (
    id             uuid             PRIMARY KEY,
    number         text             NOT NULL UNIQUE,
    external_id    text             UNIQUE,
    state          text             NOT NULL,
    stage          text             NOT NULL,
    priority       text             NOT NULL,
    case_worker    text             NOT NULL,
    programme_ids  text[]           NOT NULL,
    area_code      text             NOT NULL,
    sensitivity    integer          NOT NULL,
    urgency        double precision NOT NULL,
    awaiting_model boolean          NOT NULL,
    document       bytea            NOT NULL
);

CREATE SEQUENCE case_numbers;

CREATE INDEX cases_by_urgency ON cases (urgency DESC, id);
CREATE INDEX cases_of_worker ON cases (case_worker, id DESC) WHERE case_worker <> '';
CREATE INDEX cases_of_area ON cases (area_code, id DESC);
CREATE INDEX cases_awaiting_model ON cases (id) WHERE awaiting_model;

-- Whoever asks is named in redress.user and redress.roles for the transaction. A sensitive case is for its
-- case worker and for supervisors.
ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE cases FORCE ROW LEVEL SECURITY;

CREATE POLICY cases_visible ON cases FOR ALL
    USING (
        sensitivity = 1
        OR case_worker = nullif(current_setting('redress.user', true), '')
        OR string_to_array(current_setting('redress.roles', true), ',') && ARRAY['ROLE_SUPERVISOR', 'SERVICE']
    )
    WITH CHECK (true);

CREATE TABLE notes (
    id           uuid    PRIMARY KEY,
    case_id      uuid    NOT NULL REFERENCES cases (id),
    author       text    NOT NULL,
    confidential boolean NOT NULL,
    document     bytea   NOT NULL
);

CREATE INDEX notes_of_case ON notes (case_id, id DESC);

-- A confidential note is for its author and for supervisors.
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;

CREATE POLICY notes_visible ON notes FOR ALL
    USING (
        NOT confidential
        OR author = nullif(current_setting('redress.user', true), '')
        OR string_to_array(current_setting('redress.roles', true), ',') && ARRAY['ROLE_SUPERVISOR', 'SERVICE']
    )
    WITH CHECK (true);
