-- Reviews that fall due. Cases from before get their day when they change next.
ALTER TABLE cases ADD COLUMN next_review_date date;

CREATE INDEX cases_to_review ON cases (next_review_date) WHERE next_review_date IS NOT NULL;

-- One version of a plan is current, and one is prepared at a time.
CREATE UNIQUE INDEX case_records_current_plan ON case_records (case_id)
    WHERE kind = 'plan' AND state = 'PLAN_STATE_ACTIVE';
CREATE UNIQUE INDEX case_records_prepared_plan ON case_records (case_id)
    WHERE kind = 'plan'
        AND state IN ('PLAN_STATE_DRAFT', 'PLAN_STATE_PENDING_APPROVAL', 'PLAN_STATE_APPROVED');
