-- What belongs to an item is seen with it: `item_visible` is each service's own.
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE events FORCE ROW LEVEL SECURITY;

CREATE POLICY events_read ON events FOR SELECT
    USING (item_visible(subject));

-- An event tells of who acts, and of nobody else; also about an item that is handed in unseen.
CREATE POLICY events_add ON events FOR INSERT
    WITH CHECK (actor = coalesce((SELECT caller_name()), '') AND workload = (SELECT caller_workload()));

-- The item that a stored answer tells of. Who hands in an item unseen, such as a sensitive grievance, gets the answer
-- again: it is their own words. All others get it as long as they see the item.
ALTER TABLE requests
    ADD COLUMN item             uuid,
    ADD COLUMN handed_in_unseen boolean NOT NULL DEFAULT false;

ALTER TABLE requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests FORCE ROW LEVEL SECURITY;

CREATE POLICY requests_of_caller ON requests FOR ALL
    USING (
        (SELECT caller_has('SERVICE'))
        OR (actor = coalesce((SELECT caller_name()), '')
            AND workload = (SELECT caller_workload())
            AND (item IS NULL OR handed_in_unseen OR item_visible(item)))
    );

-- The service does not own its tables. It gets what it needs: what has happened can't be changed or removed, and no
-- row of a request or key either.
GRANT SELECT, INSERT, UPDATE ON requests, data_keys TO "${service}";
GRANT SELECT, INSERT ON events TO "${service}";
GRANT SELECT ON flyway_schema_history TO "${service}";
