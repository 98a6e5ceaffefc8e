-- Writes that were done: a repetition of a request gets the stored answer. The answer is null only
-- inside the transaction that makes it.
CREATE TABLE requests (
    workload   text        NOT NULL,
    actor      text        NOT NULL,
    id         uuid        NOT NULL,
    digest     bytea       NOT NULL,
    answer     bytea,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (workload, actor, id)
);

-- What happened, stored in the transaction that made it happen: timeline and outbox in one.
CREATE TABLE events (
    position    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id          uuid        NOT NULL UNIQUE,
    subject     uuid        NOT NULL,
    type        text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    actor       text        NOT NULL,
    workload    text        NOT NULL,
    summary     text        NOT NULL
);

CREATE INDEX events_of_subject ON events (subject, position);

-- Events are append-only, also for the service itself.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are append-only';
END
$$;

CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
