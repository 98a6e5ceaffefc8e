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

GRANT SELECT, INSERT, DELETE ON restrictions TO "${service}";
GRANT SELECT, INSERT ON erasures TO "${service}";
