-- Where events are sent (docs/adr/0028). What is only looked at, the secret included, is in the document; how far the log
-- was read, whether it sends, and how its receiver fares are columns.
CREATE TABLE webhooks (
    id            uuid        PRIMARY KEY,
    owner         text        NOT NULL,
    state         text        NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED', 'ENDED')),
    pause_reason  text        NOT NULL CHECK (pause_reason IN ('UNSPECIFIED', 'REQUESTED', 'FAILING', 'EXPIRED')),
    expires_at    timestamptz NOT NULL,
    xact          bigint      NOT NULL,
    position      bigint      NOT NULL,
    -- How often in a row the receiver was away, when it is called again, and since when it confirmed nothing.
    failures      integer     NOT NULL DEFAULT 0,
    next_at       timestamptz NOT NULL,
    failing_since timestamptz,
    document      bytea       NOT NULL,
    sealed        bytea,
    data_key      uuid REFERENCES data_keys (id),
    CHECK ((state = 'PAUSED') = (pause_reason <> 'UNSPECIFIED'))
);

-- One event on its way to one webhook. Who tries it first moves next_at past the try: if the process is killed, another
-- one finds it due then.
CREATE TABLE webhook_deliveries (
    number       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook      uuid        NOT NULL REFERENCES webhooks (id),
    event        uuid        NOT NULL,
    item         uuid        NOT NULL,
    type         text        NOT NULL,
    occurred_at  timestamptz NOT NULL,
    xact         bigint      NOT NULL,
    position     bigint      NOT NULL,
    state        text        NOT NULL CHECK (state IN ('WAITING', 'DELIVERED', 'DEAD', 'WITHHELD')),
    attempts     integer     NOT NULL DEFAULT 0,
    refusals     integer     NOT NULL DEFAULT 0,
    next_at      timestamptz,
    last_failure text        NOT NULL DEFAULT '',
    ended_at     timestamptz,
    CHECK ((state = 'WAITING') = (next_at IS NOT NULL)),
    CHECK ((state = 'WAITING') = (ended_at IS NULL))
);

CREATE INDEX webhooks_of_owner ON webhooks (owner, id);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook, next_at) WHERE state = 'WAITING';
CREATE INDEX webhook_deliveries_in_order ON webhook_deliveries (webhook, item, number) WHERE state = 'WAITING';
CREATE INDEX webhook_deliveries_dead ON webhook_deliveries (webhook, number DESC) WHERE state = 'DEAD';
CREATE INDEX webhook_deliveries_of_webhook ON webhook_deliveries (webhook, number DESC);
CREATE INDEX webhook_deliveries_to_forget ON webhook_deliveries (ended_at) WHERE ended_at IS NOT NULL;

ALTER TABLE webhooks ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhooks FORCE ROW LEVEL SECURITY;
ALTER TABLE webhook_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_deliveries FORCE ROW LEVEL SECURITY;

CREATE POLICY webhooks_seen ON webhooks FOR ALL
    USING (owner = (SELECT caller_name()) OR (SELECT caller_has('ROLE_SECURITY_OFFICER', 'SERVICE')));

-- Nobody makes a webhook in the name of another.
CREATE POLICY webhooks_made ON webhooks AS RESTRICTIVE FOR INSERT
    WITH CHECK (owner = (SELECT caller_name()));

CREATE POLICY webhook_deliveries_seen ON webhook_deliveries FOR ALL
    USING ((SELECT caller_has('SERVICE'))
        OR EXISTS (SELECT FROM webhooks WHERE webhooks.id = webhook_deliveries.webhook));

GRANT SELECT, INSERT, UPDATE ON webhooks TO "${service}";
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_deliveries TO "${service}";
