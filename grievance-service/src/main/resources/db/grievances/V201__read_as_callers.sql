-- One grievance as a caller sees it, in one statement: a read is one message to the database and one back. Row level security
-- limits it like any other statement of the caller.
CREATE FUNCTION find_in_grievances(caller caller_settings, wanted uuid)
    RETURNS TABLE (document bytea, sealed bytea, data_key uuid, wrapped bytea, destroyed_at timestamptz)
    VOLATILE LANGUAGE plpgsql AS $$
BEGIN
    PERFORM act_as(caller);
    RETURN QUERY
        SELECT grievances.document, grievances.sealed, grievances.data_key, data_keys.wrapped, data_keys.destroyed_at
        FROM grievances LEFT JOIN data_keys ON data_keys.id = grievances.data_key
        WHERE grievances.id = wanted;
END;
$$;
