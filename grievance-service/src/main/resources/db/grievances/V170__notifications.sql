-- What complainants are to be told by e-mail (docs/adr/0031). A row holds no address and no content: both are looked up
-- when it is sent. Who tries it first moves next_at past the try: if the process is killed, another one finds it due then.
CREATE TABLE grievance_notifications (
    id             uuid        PRIMARY KEY,
    position       bigint      GENERATED ALWAYS AS IDENTITY,
    grievance      uuid        NOT NULL REFERENCES grievances (id) DEFERRABLE INITIALLY DEFERRED,
    news           text        NOT NULL,
    state          text        NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'TOLD', 'NOT_TOLD', 'GIVEN_UP')),
    reason         text        NOT NULL DEFAULT '',
    attempts       integer     NOT NULL DEFAULT 0,
    first_tried_at timestamptz,
    next_at        timestamptz DEFAULT now(),
    ended_at       timestamptz,
    CHECK ((state = 'WAITING') = (next_at IS NOT NULL)),
    CHECK ((state = 'WAITING') = (ended_at IS NULL))
);

CREATE INDEX grievance_notifications_due ON grievance_notifications (next_at) WHERE state = 'WAITING';
CREATE INDEX grievance_notifications_in_order ON grievance_notifications (grievance, position) WHERE state = 'WAITING';
CREATE INDEX grievance_notifications_given_up ON grievance_notifications (id) WHERE state = 'GIVEN_UP';
CREATE INDEX grievance_notifications_to_forget ON grievance_notifications (ended_at) WHERE ended_at IS NOT NULL;

ALTER TABLE grievance_notifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE grievance_notifications FORCE ROW LEVEL SECURITY;

-- Whoever makes something happen writes the row beside it; whether its complainant may be told is looked up again. Only
-- the service itself reads rows and says what became of them.
CREATE POLICY grievance_notifications_of_service ON grievance_notifications FOR ALL
    USING ((SELECT caller_has('SERVICE')));

CREATE POLICY grievance_notifications_add ON grievance_notifications FOR INSERT
    WITH CHECK (state = 'WAITING');

GRANT SELECT, DELETE, INSERT (id, grievance, news),
    UPDATE (state, reason, attempts, first_tried_at, next_at, ended_at)
    ON grievance_notifications TO "${service}";
