-- Items that were rectified, and on which request: a repetition does not undo what people changed since.
CREATE TABLE rectifications (
    item         uuid        NOT NULL,
    request      text        NOT NULL,
    rectified_at timestamptz NOT NULL,
    PRIMARY KEY (item, request)
);

ALTER TABLE rectifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE rectifications FORCE ROW LEVEL SECURITY;
CREATE POLICY rectifications_of_service ON rectifications FOR ALL USING ((SELECT caller_has('SERVICE')));

GRANT SELECT, INSERT ON rectifications TO "${service}";
