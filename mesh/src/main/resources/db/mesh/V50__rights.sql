-- Items whose use a person had restricted, and on which request. Policies of the items' tables read it.
CREATE TABLE restrictions (
    item    uuid        PRIMARY KEY,
    since   timestamptz NOT NULL,
    request text        NOT NULL
);

-- Items whose personal data was erased, and on which request.
CREATE TABLE erasures (
    item      uuid        PRIMARY KEY,
    erased_at timestamptz NOT NULL,
    request   text        NOT NULL
);

-- An erasure forgets the answers that its keys sealed.
CREATE INDEX requests_of_data_key ON requests (data_key) WHERE data_key IS NOT NULL;

-- Policies of the items' tables read the marks for every caller; only the service itself sets them.
DO $$
DECLARE
    marks text;
BEGIN
    FOREACH marks IN ARRAY ARRAY['restrictions', 'erasures'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', marks);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', marks);
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING (true)', marks || '_read', marks);
        EXECUTE format(
            $policy$CREATE POLICY %I ON %I FOR INSERT WITH CHECK ((SELECT caller_has('SERVICE')))$policy$,
            marks || '_set', marks);
    END LOOP;
END
$$;

CREATE POLICY restrictions_lift ON restrictions FOR DELETE USING ((SELECT caller_has('SERVICE')));

GRANT SELECT, INSERT, DELETE ON restrictions TO "${service}";
GRANT SELECT, INSERT ON erasures TO "${service}";
