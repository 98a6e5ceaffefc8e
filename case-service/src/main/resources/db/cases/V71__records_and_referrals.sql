-- What belongs to a case and is seen with it: consents, and other kinds of records. Sealed with the key of the case.
CREATE TABLE case_records (
    id       uuid  PRIMARY KEY,
    case_id  uuid  NOT NULL REFERENCES cases (id),
    kind     text  NOT NULL,
    state    text  NOT NULL,
    assignee text  NOT NULL,
    due      date,
    document bytea NOT NULL,
    sealed   bytea,
    data_key uuid REFERENCES data_keys (id)
);

CREATE INDEX case_records_of_case ON case_records (case_id, kind, id DESC);
CREATE INDEX case_records_of_assignee ON case_records (assignee, kind, id DESC) WHERE assignee <> '';

ALTER TABLE case_records ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_records FORCE ROW LEVEL SECURITY;

CREATE POLICY case_records_seen ON case_records FOR ALL
    USING (EXISTS (SELECT FROM cases WHERE cases.id = case_records.case_id));

-- Others are asked to serve the person of a case. Area, sensitivity and subjects of complaint are those of the case:
-- who receives a referral does not see the case, and policies can't look where the caller can't.
CREATE TABLE referrals (
    id               uuid        PRIMARY KEY,
    case_id          uuid        NOT NULL REFERENCES cases (id),
    state            text        NOT NULL,
    to_programme     text        NOT NULL,
    receiver         text        NOT NULL,
    expires_at       timestamptz NOT NULL,
    area_code        text        NOT NULL,
    sensitivity      integer     NOT NULL,
    complaint_hashes text[]      NOT NULL,
    document         bytea       NOT NULL,
    sealed           bytea,
    data_key         uuid REFERENCES data_keys (id),
    CHECK ((to_programme = '') <> (receiver = ''))
);

CREATE INDEX referrals_of_case ON referrals (case_id, id DESC);
CREATE INDEX referrals_of_programme ON referrals (to_programme, id DESC) WHERE to_programme <> '';
CREATE INDEX referrals_of_receiver ON referrals (receiver, id DESC) WHERE receiver <> '';
CREATE INDEX referrals_to_expire ON referrals (expires_at) WHERE state = 'REFERRAL_STATE_REQUESTED';

CREATE FUNCTION place_referrals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE referrals
    SET area_code = NEW.area_code, sensitivity = NEW.sensitivity, complaint_hashes = NEW.complaint_hashes
    WHERE case_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER cases_place_referrals AFTER UPDATE ON cases FOR EACH ROW
    WHEN ((OLD.area_code, OLD.sensitivity, OLD.complaint_hashes)
        IS DISTINCT FROM (NEW.area_code, NEW.sensitivity, NEW.complaint_hashes))
    EXECUTE FUNCTION place_referrals();

ALTER TABLE referrals ENABLE ROW LEVEL SECURITY;
ALTER TABLE referrals FORCE ROW LEVEL SECURITY;

-- The sender is who sees the case. A partner system never is, whatever it serves.
CREATE POLICY referrals_sent ON referrals FOR ALL
    USING (
        NOT (SELECT caller_has('ROLE_PARTNER_SYSTEM'))
        AND EXISTS (SELECT FROM cases WHERE cases.id = referrals.case_id)
    );

-- The receiver is the named system, or who serves the programme in the area of the case and is not its subject.
CREATE POLICY referrals_received ON referrals FOR ALL
    USING (
        (receiver = (SELECT caller_name()) AND (SELECT caller_has('ROLE_PARTNER_SYSTEM')))
        OR (to_programme <> ''
            AND NOT (SELECT caller_has('ROLE_PARTNER_SYSTEM'))
            AND programme_scope(ARRAY[to_programme]) && caller_programmes()
            AND area_scope(area_code) && caller_areas()
            AND (SELECT caller_hash()) <> ALL (complaint_hashes)
            AND (sensitivity = 1 OR (SELECT caller_has('ROLE_SUPERVISOR', 'SERVICE'))))
    );

-- Who receives referrals makes none for cases that they do not see.
CREATE POLICY referrals_made ON referrals AS RESTRICTIVE FOR INSERT
    WITH CHECK (EXISTS (SELECT FROM cases WHERE cases.id = referrals.case_id));

CREATE POLICY referrals_in_use ON referrals AS RESTRICTIVE FOR ALL
    USING (
        NOT EXISTS (SELECT FROM restrictions WHERE item = referrals.case_id)
        OR (SELECT caller_has('ROLE_DATA_PROTECTION_OFFICER', 'SERVICE'))
    )
    WITH CHECK (true);

CREATE POLICY referrals_sensitive ON referrals AS RESTRICTIVE FOR ALL
    USING (sensitivity = 1 OR current_setting('redress.sensitive', true) = 'open')
    WITH CHECK (true);

-- Answers to receivers tell of a referral, not of a case.
CREATE OR REPLACE FUNCTION item_visible(item uuid) RETURNS boolean STABLE
    RETURN EXISTS (SELECT FROM cases WHERE id = item) OR EXISTS (SELECT FROM referrals WHERE id = item);

GRANT SELECT, INSERT, UPDATE ON case_records, referrals TO "${service}";
