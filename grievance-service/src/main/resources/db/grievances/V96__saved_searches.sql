-- The searches that people keep: nobody else sees them. They hold nothing personal.
CREATE TABLE saved_searches (
    id       uuid  PRIMARY KEY,
    owner    text  NOT NULL,
    name     text  NOT NULL,
    document bytea NOT NULL,
    UNIQUE (owner, name)
);

ALTER TABLE saved_searches ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_searches FORCE ROW LEVEL SECURITY;

CREATE POLICY saved_searches_of_owner ON saved_searches FOR ALL
    USING (owner = (SELECT caller_name()));

GRANT SELECT, INSERT, UPDATE, DELETE ON saved_searches TO "${service}";
