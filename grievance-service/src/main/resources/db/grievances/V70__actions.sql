-- The log of each grievance: what was done, by whom, and the state that it led to. Rows are added and sealed anew (an
-- erasure does that to others that share a key), never changed or removed: the service has no right to.
CREATE TABLE grievance_actions (
    id           uuid    PRIMARY KEY,
    grievance    uuid    NOT NULL REFERENCES grievances (id),
    position     integer NOT NULL,
    verb         text    NOT NULL,
    state        text    NOT NULL,
    actor        text    NOT NULL,
    workload     text    NOT NULL,
    -- Keyed hashes of who did it and who got the grievance.
    staff_hashes text[]  NOT NULL,
    document     bytea   NOT NULL,
    sealed       bytea,
    data_key     uuid REFERENCES data_keys (id),
    UNIQUE (grievance, position)
);

CREATE INDEX grievance_actions_of_data_key ON grievance_actions (data_key) WHERE data_key IS NOT NULL;

ALTER TABLE grievance_actions ENABLE ROW LEVEL SECURITY;
ALTER TABLE grievance_actions FORCE ROW LEVEL SECURITY;

CREATE POLICY grievance_actions_read ON grievance_actions FOR SELECT
    USING (item_visible(grievance));

-- An entry tells of who acts, and of nobody else; also about a grievance that is handed in unseen.
CREATE POLICY grievance_actions_add ON grievance_actions FOR INSERT
    WITH CHECK (actor = coalesce((SELECT caller_name()), '') AND workload = (SELECT caller_workload()));

CREATE POLICY grievance_actions_seal ON grievance_actions FOR UPDATE
    USING ((SELECT caller_has('SERVICE')));

GRANT SELECT, INSERT, UPDATE (document, sealed, data_key) ON grievance_actions TO "${service}";

-- What an appeal is against; and who decided and who approved, as keyed hashes: never the same person.
ALTER TABLE grievances
    ADD COLUMN original_id   uuid REFERENCES grievances (id),
    ADD COLUMN decided_hash  text,
    ADD COLUMN approved_hash text,
    ADD CONSTRAINT grievances_approved_by_another CHECK (decided_hash <> approved_hash);

CREATE INDEX grievances_of_original ON grievances (original_id) WHERE original_id IS NOT NULL;

-- The state is what the log says. Looked at when the transaction ends: entry and grievance are written one after the
-- other.
CREATE FUNCTION require_logged_state() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    logged text := (SELECT state FROM grievance_actions WHERE grievance = NEW.id ORDER BY position DESC LIMIT 1);
BEGIN
    IF logged <> (SELECT state FROM grievances WHERE id = NEW.id) THEN
        RAISE EXCEPTION 'the state of a grievance is not what its log says';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER grievances_in_logged_state AFTER UPDATE OF state ON grievances
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION require_logged_state();

-- Whether one of the staff acted on a grievance or on what it appeals against, also where the caller may not look. The
-- settings of the caller are put aside meanwhile; if something fails, they end with the transaction.
CREATE FUNCTION has_acted(original uuid, staff text[]) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    names CONSTANT text[] := ARRAY['redress.roles', 'redress.programmes', 'redress.areas', 'redress.user_hash',
        'redress.sensitive'];
    whole CONSTANT text[] := ARRAY['SERVICE', '{*}', '{*}', 'nobody', 'open'];
    own   CONSTANT text[] := ARRAY(
        SELECT coalesce(current_setting(names[i], true), '') FROM generate_subscripts(names, 1) AS i ORDER BY i);
    acted boolean;
BEGIN
    PERFORM set_config(names[i], whole[i], true) FROM generate_subscripts(names, 1) AS i;
    WITH RECURSIVE line (id) AS (
        SELECT original
        UNION
        SELECT original_id FROM grievances JOIN line USING (id) WHERE original_id IS NOT NULL
    )
    SELECT EXISTS (
        SELECT FROM grievance_actions JOIN line ON grievance_actions.grievance = line.id WHERE staff_hashes && staff)
    INTO acted;
    PERFORM set_config(names[i], own[i], true) FROM generate_subscripts(names, 1) AS i;
    RETURN acted;
END
$$;

-- An appeal is in the hands of people who did not act on the original; those may hand it in, and no more.
CREATE FUNCTION require_independent_officer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF has_acted(NEW.original_id, NEW.staff_hashes) THEN
        RAISE EXCEPTION 'an appeal is not for who acted on the original' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER grievances_independent BEFORE INSERT OR UPDATE OF staff_hashes ON grievances
    FOR EACH ROW WHEN (NEW.original_id IS NOT NULL AND NEW.staff_hashes <> '{}')
    EXECUTE FUNCTION require_independent_officer();

CREATE FUNCTION require_independent_actor() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    original uuid := (SELECT original_id FROM grievances WHERE id = NEW.grievance);
BEGIN
    IF original IS NOT NULL AND has_acted(original, NEW.staff_hashes) THEN
        RAISE EXCEPTION 'an appeal is not for who acted on the original' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER grievance_actions_independent BEFORE INSERT ON grievance_actions
    FOR EACH ROW WHEN (NEW.position > 1 AND NEW.staff_hashes <> '{}')
    EXECUTE FUNCTION require_independent_actor();

-- What an appeal is against never changes.
CREATE FUNCTION refuse_another_original() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what an appeal is against does not change';
END
$$;

CREATE TRIGGER grievances_keep_original BEFORE UPDATE OF original_id ON grievances
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_another_original();
