-- What the call uses data for, from the settings of the transaction.
CREATE FUNCTION caller_purpose() RETURNS text STABLE PARALLEL SAFE
    RETURN nullif(current_setting('redress.purpose', true), '');

-- Persons of sensitive cases withdraw consents as well: data protection officers reach these, for that purpose only.
ALTER POLICY cases_seen ON cases
    USING (
        programme_scope && caller_programmes()
        AND area_scope && caller_areas()
        AND (SELECT caller_hash()) <> ALL (complaint_hashes)
        AND (sensitivity = 1
            OR case_worker = (SELECT caller_name())
            OR (SELECT caller_has('ROLE_SUPERVISOR', 'SERVICE'))
            OR (SELECT caller_has('ROLE_DATA_PROTECTION_OFFICER')
                AND caller_purpose() = 'PURPOSE_DATA_SUBJECT_RIGHTS'))
    );
