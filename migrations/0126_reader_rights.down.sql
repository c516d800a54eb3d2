DO $$
DECLARE
  named text;
BEGIN
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database());
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    RETURN;
  END IF;
  FOR named IN
    SELECT CAST(CAST(oid AS regprocedure) AS text) FROM pg_proc
    WHERE pronamespace = to_regnamespace('pg_catalog')
      AND proname ~ '^(lo_|loread|lowrite|pg_(try_)?advisory_)'
  LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', named);
  END LOOP;
END
$$;
