-- Every recommendation as it was given. Reviews are kept by the service whose item it is.
CREATE TABLE recommendations (
    id         uuid        PRIMARY KEY,
    subject    uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    document   bytea       NOT NULL
);

CREATE INDEX recommendations_of_subject ON recommendations (subject, id DESC);
