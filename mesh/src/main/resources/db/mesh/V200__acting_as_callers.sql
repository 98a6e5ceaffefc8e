-- Who asks, as one value, and what makes the transaction theirs: the settings end with it. A function that reads for a
-- caller in one statement calls it first (its statements run in their order), and so does every other transaction.
CREATE TYPE caller_settings AS (
    name       text,
    hash       text,
    workload   text,
    roles      text,
    purpose    text,
    programmes text[],
    areas      text[],
    sensitive  text,
    bitmaps    text,
    patience   text
);

-- One expression, which PL/pgSQL computes without a query of its own. A statement that is running already keeps the limit it
-- began with: lock_timeout counts at once.
CREATE FUNCTION act_as(caller caller_settings) RETURNS text VOLATILE LANGUAGE plpgsql AS $$
BEGIN
    RETURN concat(
        set_config('redress.user', caller.name, true),
        set_config('redress.user_hash', caller.hash, true),
        set_config('redress.workload', caller.workload, true),
        set_config('redress.roles', caller.roles, true),
        set_config('redress.purpose', caller.purpose, true),
        set_config('redress.programmes', CAST(caller.programmes AS text), true),
        set_config('redress.areas', CAST(caller.areas AS text), true),
        set_config('redress.sensitive', caller.sensitive, true),
        set_config('enable_bitmapscan', caller.bitmaps, true),
        set_config('statement_timeout', caller.patience, true),
        set_config('lock_timeout', caller.patience, true));
END;
$$;
