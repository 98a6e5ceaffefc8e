-- A recommendation about an item whose use is restricted exists for data protection officers only, like the item.
CREATE POLICY recommendations_in_use ON recommendations AS RESTRICTIVE FOR ALL
    USING (
        NOT EXISTS (SELECT FROM restrictions WHERE item = recommendations.subject)
        OR (SELECT caller_has('ROLE_DATA_PROTECTION_OFFICER', 'SERVICE'))
    )
    WITH CHECK (true);
