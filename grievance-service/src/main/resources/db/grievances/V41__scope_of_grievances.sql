-- What decides who sees a grievance besides its sensitivity: programmes, area, and whom it is a complaint about. Staff
-- are known by the keyed hash of their user names.
ALTER TABLE grievances
    ADD COLUMN complaint_hashes text[] NOT NULL DEFAULT '{}',
    ADD COLUMN staff_hashes     text[] NOT NULL DEFAULT '{}',
    ADD COLUMN programme_scope  text[] NOT NULL GENERATED ALWAYS AS (programme_scope(programme_ids)) STORED,
    ADD COLUMN area_scope       text[] NOT NULL GENERATED ALWAYS AS (area_scope(area_code)) STORED,
    ADD CONSTRAINT grievances_not_with_whom_they_are_about CHECK (NOT complaint_hashes && staff_hashes);

ALTER TABLE grievances
    ALTER COLUMN complaint_hashes DROP DEFAULT,
    ALTER COLUMN staff_hashes DROP DEFAULT;

-- A taken external identifier would tell of a grievance that the caller may not see. So it is unique among those that
-- the caller sees, which the service looks at under a lock, and among those to which the same user gave one from the
-- same workload: another system can't store a grievance twice, even if it may not read it.
ALTER TABLE grievances
    DROP CONSTRAINT grievances_external_id_key,
    ADD COLUMN external_id_from text;

CREATE UNIQUE INDEX grievances_external_id ON grievances (external_id, external_id_from);

-- Serves the policy, which PostgreSQL looks at before any condition of a query. How many rows a caller sees differs by
-- thousands: PostgreSQL has to know even the rare programmes and areas to choose well between this index and an order.
CREATE INDEX grievances_by_scope ON grievances USING gin (programme_scope, area_scope);

ALTER TABLE grievances
    ALTER COLUMN programme_scope SET STATISTICS 1000,
    ALTER COLUMN area_scope SET STATISTICS 1000;

-- What is changed must be seen before and after. The overlaps call their functions as they are, so that PostgreSQL
-- knows the caller's scope when it plans; each (SELECT …) is read once for a statement.
DROP POLICY grievances_visible ON grievances;

CREATE POLICY grievances_seen ON grievances FOR ALL
    USING (
        programme_scope && caller_programmes()
        AND area_scope && caller_areas()
        AND (SELECT caller_hash()) <> ALL (complaint_hashes)
        AND (sensitivity = 1 OR (SELECT caller_has('ROLE_SENSITIVE_OFFICER', 'SERVICE')))
    );

-- Who hands in a grievance need not be cleared for it, but must serve all of its programmes and its area.
CREATE POLICY grievances_handed_in ON grievances FOR INSERT WITH CHECK (true);

CREATE POLICY grievances_placed ON grievances AS RESTRICTIVE FOR INSERT
    WITH CHECK (caller_may_place(programme_ids, area_code) AND (SELECT caller_hash()) <> ALL (complaint_hashes));

CREATE FUNCTION item_visible(item uuid) RETURNS boolean STABLE
    RETURN EXISTS (SELECT FROM grievances WHERE id = item);

GRANT SELECT, INSERT, UPDATE ON grievances TO "${service}";
GRANT USAGE ON SEQUENCE grievance_numbers TO "${service}";
