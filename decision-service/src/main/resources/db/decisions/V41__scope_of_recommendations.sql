-- Who may see a recommendation, as the item's service said when it asked. One that was asked for without saying so is
-- for those who serve everything. A sensitive one is for the services alone.
ALTER TABLE recommendations
    ADD COLUMN programme_ids    text[]  NOT NULL DEFAULT '{}',
    ADD COLUMN area_code        text    NOT NULL DEFAULT '',
    ADD COLUMN sensitivity      integer NOT NULL DEFAULT 3,
    ADD COLUMN complaint_hashes text[]  NOT NULL DEFAULT '{}',
    ADD COLUMN programme_scope  text[]  NOT NULL GENERATED ALWAYS AS (programme_scope(programme_ids)) STORED,
    ADD COLUMN area_scope       text[]  NOT NULL GENERATED ALWAYS AS (area_scope(area_code)) STORED;

ALTER TABLE recommendations
    ALTER COLUMN programme_ids DROP DEFAULT,
    ALTER COLUMN area_code DROP DEFAULT,
    ALTER COLUMN sensitivity DROP DEFAULT,
    ALTER COLUMN complaint_hashes DROP DEFAULT;

ALTER TABLE recommendations ENABLE ROW LEVEL SECURITY;
ALTER TABLE recommendations FORCE ROW LEVEL SECURITY;

-- Each (SELECT …) is read once for a statement.
CREATE POLICY recommendations_read ON recommendations FOR SELECT
    USING (
        programme_scope && (SELECT caller_programmes())
        AND area_scope && (SELECT caller_areas())
        AND (SELECT caller_hash()) <> ALL (complaint_hashes)
        AND (sensitivity = 1 OR (SELECT caller_has('SERVICE')))
    );

-- Who asks may not see the answer later, and says of no item that it belongs where they serve nothing.
CREATE POLICY recommendations_add ON recommendations FOR INSERT
    WITH CHECK (
        (programme_ids = '{}' OR programme_ids <@ (SELECT caller_programmes()) OR (SELECT caller_programmes()) @> ARRAY['*'])
        AND (area_code = '' OR area_scope(area_code) && (SELECT caller_areas()))
    );

CREATE FUNCTION item_visible(item uuid) RETURNS boolean STABLE
    RETURN EXISTS (SELECT FROM recommendations WHERE subject = item);

GRANT SELECT, INSERT ON recommendations TO "${service}";
