-- Who was asked to take over a case and has not answered; empty when nobody.
ALTER TABLE cases ADD COLUMN transfer_to text NOT NULL DEFAULT '';
ALTER TABLE cases ALTER COLUMN transfer_to DROP DEFAULT;

CREATE INDEX cases_of_transfer ON cases (transfer_to, id DESC) WHERE transfer_to <> '';
