-- Keeps model_counts as models come and go, by statement; that begins an edition too.
CREATE OR REPLACE FUNCTION count_models() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sign CONSTANT integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
  INSERT INTO model_counts AS c (provider, active, inactive)
  SELECT
    provider,
    sign * count(*) FILTER (WHERE is_active), sign * count(*) FILTER (WHERE NOT is_active)
  FROM changed GROUP BY provider
  ON CONFLICT (provider) DO UPDATE SET
    active = c.active + excluded.active, inactive = c.inactive + excluded.inactive,
    edition = c.edition + 1, is_read = false, changed_in = pg_current_xact_id();
  RETURN NULL;
END
$$;
