-- Who asks, from the settings of the transaction. What is not set gives null, and null shows nothing. The bodies are
-- parsed here, once: no search path of a caller changes what they mean.
CREATE FUNCTION caller_name() RETURNS text STABLE PARALLEL SAFE
    RETURN nullif(current_setting('redress.user', true), '');

-- The keyed hash of the user's name, as `complaint_hashes` holds it.
CREATE FUNCTION caller_hash() RETURNS text STABLE PARALLEL SAFE
    RETURN nullif(current_setting('redress.user_hash', true), '');

CREATE FUNCTION caller_workload() RETURNS text STABLE PARALLEL SAFE
    RETURN nullif(current_setting('redress.workload', true), '');

CREATE FUNCTION caller_programmes() RETURNS text[] STABLE PARALLEL SAFE
    RETURN CAST(nullif(current_setting('redress.programmes', true), '') AS text[]);

CREATE FUNCTION caller_areas() RETURNS text[] STABLE PARALLEL SAFE
    RETURN CAST(nullif(current_setting('redress.areas', true), '') AS text[]);

CREATE FUNCTION caller_has(VARIADIC roles text[]) RETURNS boolean STABLE PARALLEL SAFE
    RETURN coalesce(string_to_array(current_setting('redress.roles', true), ',') && roles, false);

-- What a caller must serve to see an item: one of its programmes, its area or one above it. All have '*', so that one
-- overlap decides: who serves all sees also what belongs nowhere.
CREATE FUNCTION programme_scope(programmes text[]) RETURNS text[] IMMUTABLE PARALLEL SAFE
    RETURN array_append(programmes, '*');

CREATE FUNCTION area_scope(area text) RETURNS text[] IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT array_append(
        ARRAY(
            SELECT array_to_string(parts[1:level], '-')
            FROM string_to_array(area, '-') AS parts, generate_subscripts(parts, 1) AS level),
        '*');
END;

-- Whether the caller may put a new item there: all of its programmes are served, and its area.
CREATE FUNCTION caller_may_place(programmes text[], area text) RETURNS boolean STABLE PARALLEL SAFE
    RETURN (caller_programmes() @> ARRAY['*'] OR (programmes <> '{}' AND programmes <@ caller_programmes()))
        AND area_scope(area) && caller_areas();
