-- The log that other systems follow (docs/adr/0019): positions are given before a transaction ends, so a reader could pass
-- one that is not yet there. In the order of transactions, up to the oldest that still runs, nothing is added in between.
ALTER TABLE events ADD COLUMN xact xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE INDEX events_in_order ON events (xact, position);
