-- Who reads what somebody keeps confidential with a grievance: they themselves, and those who oversee them. Sensitive
-- grievances, which supervisors do not see, are overseen by the officers of the sensitive track.
CREATE FUNCTION may_read_confidential(author text) RETURNS boolean STABLE
    RETURN author = caller_name() OR caller_has('ROLE_SUPERVISOR', 'ROLE_SENSITIVE_OFFICER', 'SERVICE');
