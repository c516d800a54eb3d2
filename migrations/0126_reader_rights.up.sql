-- What a reader has no use for: temporary tables, large objects, and the advisory locks that runs
-- and migrations wait for, which one login could hold for ever.
-- The functions belong to the superuser of the server: where that is somebody else, as at AWS, they
-- stay as they are, and a reader's transactions are read-only.
DO $$
DECLARE
  named text;
BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    RETURN;
  END IF;
  FOR named IN
    SELECT CAST(CAST(oid AS regprocedure) AS text) FROM pg_proc
    WHERE pronamespace = to_regnamespace('pg_catalog') AND proname ~ '^(lo_|loread|lowrite)'
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', named);
  END LOOP;
  FOR named IN
    SELECT CAST(CAST(oid AS regprocedure) AS text) FROM pg_proc
    WHERE pronamespace = to_regnamespace('pg_catalog') AND proname ~ '^pg_(try_)?advisory_'
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', named);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO pricebook_writer', named);
  END LOOP;
END
$$;
