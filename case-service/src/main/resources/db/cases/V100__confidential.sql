-- Who reads what somebody keeps confidential with a case: they themselves, and supervisors. The rule of notes.
CREATE FUNCTION may_read_confidential(author text) RETURNS boolean STABLE
    RETURN author = caller_name() OR caller_has('ROLE_SUPERVISOR', 'SERVICE');
