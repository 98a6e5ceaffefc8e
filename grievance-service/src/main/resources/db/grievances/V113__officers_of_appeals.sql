-- Who gets an appeal is looked at when that changes, not with every change of the appeal: what its officer did to the
-- original meanwhile must not stop everybody else.
DROP TRIGGER grievances_independent ON grievances;

CREATE TRIGGER grievances_independent BEFORE INSERT ON grievances
    FOR EACH ROW WHEN (NEW.original_id IS NOT NULL AND NEW.staff_hashes <> '{}')
    EXECUTE FUNCTION require_independent_officer();

CREATE TRIGGER grievances_given_to_independent BEFORE UPDATE OF staff_hashes ON grievances
    FOR EACH ROW WHEN (NEW.original_id IS NOT NULL AND NEW.staff_hashes <> '{}'
        AND OLD.staff_hashes IS DISTINCT FROM NEW.staff_hashes)
    EXECUTE FUNCTION require_independent_officer();

-- Whether one of the staff has an open appeal against a grievance, or against an appeal against it; also where the caller
-- may not look, as has_acted does.
CREATE FUNCTION has_open_appeal(original uuid, staff text[]) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    names CONSTANT text[] := ARRAY['redress.roles', 'redress.programmes', 'redress.areas', 'redress.user_hash',
        'redress.sensitive'];
    whole CONSTANT text[] := ARRAY['SERVICE', '{*}', '{*}', 'nobody', 'open'];
    own   CONSTANT text[] := ARRAY(
        SELECT coalesce(current_setting(names[i], true), '') FROM generate_subscripts(names, 1) AS i ORDER BY i);
    theirs boolean;
BEGIN
    PERFORM set_config(names[i], whole[i], true) FROM generate_subscripts(names, 1) AS i;
    WITH RECURSIVE line (id) AS (
        SELECT original
        UNION
        SELECT grievances.id FROM grievances JOIN line ON grievances.original_id = line.id
    )
    SELECT EXISTS (
        SELECT FROM grievances JOIN line USING (id)
        WHERE id <> original AND staff_hashes && staff
            AND state NOT IN ('GRIEVANCE_STATE_RESOLVED', 'GRIEVANCE_STATE_CLOSED', 'GRIEVANCE_STATE_REJECTED',
                'GRIEVANCE_STATE_WITHDRAWN'))
    INTO theirs;
    PERFORM set_config(names[i], own[i], true) FROM generate_subscripts(names, 1) AS i;
    RETURN theirs;
END
$$;
