-- What is personal in `document` moved to `sealed`, which `data_key` opens. A person's items are found by the keyed hash
-- of each identifier of the beneficiary, which the document holds sealed.
ALTER TABLE grievances
    ADD COLUMN beneficiary_hashes text[] NOT NULL,
    ADD COLUMN sealed             bytea,
    ADD COLUMN data_key           uuid REFERENCES data_keys (id);

CREATE INDEX grievances_of_beneficiary ON grievances USING gin (beneficiary_hashes);
