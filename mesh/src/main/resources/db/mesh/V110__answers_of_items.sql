-- An erasure forgets the stored answers that tell of its items, whichever key sealed them.
CREATE INDEX requests_of_item ON requests (item) WHERE item IS NOT NULL AND forgotten_at IS NULL;
