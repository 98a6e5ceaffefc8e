-- What is personal in `document` moved to `sealed`, which `data_key` opens. Recommendations from before hold it in clear
-- text and can be asked for again.
DELETE FROM recommendations;

ALTER TABLE recommendations
    ADD COLUMN sealed   bytea,
    ADD COLUMN data_key uuid REFERENCES data_keys (id);
