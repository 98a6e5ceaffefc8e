-- The log that others follow (docs/adr/0019, 0023), for every service; case-service has had it since V73. Positions are
-- given before a transaction ends, so a reader could pass one that is not yet there. In the order of transactions, up to
-- the oldest that still runs, nothing is added in between.
ALTER TABLE events ADD COLUMN IF NOT EXISTS xact xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE INDEX IF NOT EXISTS events_in_order ON events (xact, position);

-- An event is ordered after those of its item that it follows: finds the last of them.
CREATE INDEX events_of_subject_in_order ON events (subject, xact);
