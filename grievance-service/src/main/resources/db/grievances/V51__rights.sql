-- An item whose use is restricted exists for data protection officers only.
CREATE POLICY grievances_in_use ON grievances AS RESTRICTIVE FOR ALL
    USING (
        NOT EXISTS (SELECT FROM restrictions WHERE item = grievances.id)
        OR (SELECT caller_has('ROLE_DATA_PROTECTION_OFFICER', 'SERVICE'))
    )
    WITH CHECK (true);

-- An erasure looks for what else its data keys seal.
CREATE INDEX grievances_of_data_key ON grievances (data_key) WHERE data_key IS NOT NULL;
