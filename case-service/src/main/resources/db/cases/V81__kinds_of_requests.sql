-- Requests are listed by kind. The event of their arrival has told it since there are requests.
ALTER TABLE data_subject_requests ADD COLUMN kind text;

ALTER TABLE data_subject_requests NO FORCE ROW LEVEL SECURITY;
ALTER TABLE events NO FORCE ROW LEVEL SECURITY;
UPDATE data_subject_requests SET kind = coalesce(
    (SELECT summary FROM events WHERE subject = data_subject_requests.id AND type = 'data_subject_request.received'),
    'REQUEST_KIND_RETENTION');
ALTER TABLE events FORCE ROW LEVEL SECURITY;
ALTER TABLE data_subject_requests FORCE ROW LEVEL SECURITY;

ALTER TABLE data_subject_requests ALTER COLUMN kind SET NOT NULL;
