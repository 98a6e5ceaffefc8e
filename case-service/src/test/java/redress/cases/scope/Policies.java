package redress.cases.scope;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// The schema's rules of who sees what, to be weakened and restored.
record Policies(Jdbi superuser, List<String> restoring) {
    private static final String DEFINITIONS =
            """
            SELECT pg_get_functiondef(oid) FROM pg_proc
            WHERE pronamespace = CAST('public' AS regnamespace) AND provolatile = 's'
            UNION ALL
            SELECT format('ALTER POLICY %I ON %I', policyname, tablename)
                || CASE WHEN cmd <> 'INSERT' THEN ' USING (' || qual || ')' ELSE '' END
                || CASE WHEN cmd NOT IN ('SELECT', 'DELETE')
                    THEN ' WITH CHECK (' || coalesce(with_check, qual) || ')' ELSE '' END
            FROM pg_policies
            UNION ALL
            SELECT format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tablename)
            FROM pg_tables WHERE schemaname = 'public' AND rowsecurity
            """;

    static Policies of(Jdbi superuser) {
        return new Policies(
                superuser,
                superuser.withHandle(
                        handle -> handle.createQuery(DEFINITIONS).mapTo(String.class).list()));
    }

    void weaken(String statement) {
        superuser.useHandle(handle -> handle.execute(statement));
    }

    void restore() {
        superuser.useTransaction(handle -> restoring.forEach(handle::execute));
    }
}
