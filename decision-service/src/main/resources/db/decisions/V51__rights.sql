-- An erasure takes the personal part out of a recommendation, and nothing else ever changes one.
CREATE POLICY recommendations_erase ON recommendations FOR UPDATE
    USING ((SELECT caller_has('SERVICE')));

GRANT UPDATE (document, sealed, data_key) ON recommendations TO "${service}";
