-- One case as a caller sees it, in one statement: a read is one message to the database and one back. Row level security
-- limits it like any other statement of the caller. The key is looked up alone (LIMIT): a plan that a connection keeps
-- would read all keys, if it was made when there were few.
CREATE FUNCTION find_in_cases(caller caller_settings, wanted uuid)
    RETURNS TABLE (document bytea, sealed bytea, data_key uuid, wrapped bytea, destroyed_at timestamptz)
    VOLATILE LANGUAGE plpgsql AS $$
DECLARE
    acting text;
BEGIN
    acting := act_as(caller);
    RETURN QUERY
        SELECT cases.document, cases.sealed, cases.data_key, its_key.wrapped, its_key.destroyed_at
        FROM cases LEFT JOIN LATERAL (
            SELECT data_keys.wrapped, data_keys.destroyed_at FROM data_keys
            WHERE data_keys.id = cases.data_key
            LIMIT 1
        ) AS its_key ON true
        WHERE cases.id = wanted;
END;
$$;
