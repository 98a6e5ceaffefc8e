-- What is personal in `document` moved to `sealed`, which `data_key` opens. A person's items are found by the keyed hash
-- of each identifier of the beneficiary, which the document holds sealed.
ALTER TABLE cases
    ADD COLUMN beneficiary_hashes text[] NOT NULL,
    ADD COLUMN sealed             bytea,
    ADD COLUMN data_key           uuid REFERENCES data_keys (id);

CREATE INDEX cases_of_beneficiary ON cases USING gin (beneficiary_hashes);

ALTER TABLE notes
    ADD COLUMN sealed   bytea,
    ADD COLUMN data_key uuid REFERENCES data_keys (id);
