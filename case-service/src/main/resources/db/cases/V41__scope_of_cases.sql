-- What decides who sees a case besides its sensitivity: programmes, area, and whom it is a complaint about. Staff are
-- known by the keyed hash of their user names.
ALTER TABLE cases
    ADD COLUMN complaint_hashes text[] NOT NULL DEFAULT '{}',
    ADD COLUMN staff_hashes     text[] NOT NULL DEFAULT '{}',
    ADD COLUMN programme_scope  text[] NOT NULL GENERATED ALWAYS AS (programme_scope(programme_ids)) STORED,
    ADD COLUMN area_scope       text[] NOT NULL GENERATED ALWAYS AS (area_scope(area_code)) STORED,
    ADD CONSTRAINT cases_not_with_whom_they_are_about CHECK (NOT complaint_hashes && staff_hashes);

ALTER TABLE cases
    ALTER COLUMN complaint_hashes DROP DEFAULT,
    ALTER COLUMN staff_hashes DROP DEFAULT;

-- A taken external identifier would tell of a case that the caller may not see. So it is unique among those that the
-- caller sees, which the service looks at under a lock, and among those to which the same user gave one from the same
-- workload: another system can't store a case twice, even if it may not read it.
ALTER TABLE cases
    DROP CONSTRAINT cases_external_id_key,
    ADD COLUMN external_id_from text;

CREATE UNIQUE INDEX cases_external_id ON cases (external_id, external_id_from);

-- Serves the policy, which PostgreSQL looks at before any condition of a query. How many rows a caller sees differs by
-- thousands: PostgreSQL has to know even the rare programmes and areas to choose well between this index and an order.
CREATE INDEX cases_by_scope ON cases USING gin (programme_scope, area_scope);

ALTER TABLE cases
    ALTER COLUMN programme_scope SET STATISTICS 1000,
    ALTER COLUMN area_scope SET STATISTICS 1000;

-- What is changed must be seen before and after. The overlaps call their functions as they are, so that PostgreSQL
-- knows the caller's scope when it plans; each (SELECT …) is read once for a statement.
DROP POLICY cases_visible ON cases;

CREATE POLICY cases_seen ON cases FOR ALL
    USING (
        programme_scope && caller_programmes()
        AND area_scope && caller_areas()
        AND (SELECT caller_hash()) <> ALL (complaint_hashes)
        AND (sensitivity = 1
            OR case_worker = (SELECT caller_name())
            OR (SELECT caller_has('ROLE_SUPERVISOR', 'SERVICE')))
    );

-- Who opens a case need not be cleared for it, but must serve all of its programmes and its area.
CREATE POLICY cases_opened ON cases FOR INSERT WITH CHECK (true);

CREATE POLICY cases_placed ON cases AS RESTRICTIVE FOR INSERT
    WITH CHECK (caller_may_place(programme_ids, area_code) AND (SELECT caller_hash()) <> ALL (complaint_hashes));

CREATE FUNCTION item_visible(item uuid) RETURNS boolean STABLE
    RETURN EXISTS (SELECT FROM cases WHERE id = item);

-- A note is seen with its case, if it is not confidential.
DROP POLICY notes_visible ON notes;

CREATE POLICY notes_read ON notes FOR SELECT
    USING (
        EXISTS (SELECT FROM cases WHERE cases.id = notes.case_id)
        AND (NOT confidential
            OR author = (SELECT caller_name())
            OR (SELECT caller_has('ROLE_SUPERVISOR', 'SERVICE')))
    );

CREATE POLICY notes_add ON notes FOR INSERT
    WITH CHECK (
        author = (SELECT caller_name())
        AND EXISTS (SELECT FROM cases WHERE cases.id = notes.case_id)
    );

GRANT SELECT, INSERT, UPDATE ON cases TO "${service}";
GRANT SELECT, INSERT ON notes TO "${service}";
GRANT USAGE ON SEQUENCE case_numbers TO "${service}";
