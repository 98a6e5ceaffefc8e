-- What a shadow answered, beside the answer that was given. No row says which item it is about, or when on that day: it is
-- about the model, and nobody can be shown it as advice.
CREATE TABLE shadow_answers (
    version     text    NOT NULL,
    answered_on date    NOT NULL,
    band        integer NOT NULL,
    score       integer NOT NULL,
    abstained   boolean NOT NULL,
    given_by    text    NOT NULL,
    given_band  integer NOT NULL,
    given_score integer NOT NULL
);

CREATE INDEX shadow_answers_of_version ON shadow_answers (version, answered_on);

ALTER TABLE shadow_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE shadow_answers FORCE ROW LEVEL SECURITY;

-- Whoever asks for a recommendation may make the shadow answer; only the service itself reads what it said.
CREATE POLICY shadow_answers_add ON shadow_answers FOR INSERT
    WITH CHECK (true);

CREATE POLICY shadow_answers_of_service ON shadow_answers FOR SELECT
    USING ((SELECT caller_has('SERVICE')));

CREATE POLICY shadow_answers_forget ON shadow_answers FOR DELETE
    USING ((SELECT caller_has('SERVICE')));

GRANT SELECT, INSERT, DELETE ON shadow_answers TO "${service}";
