-- Arguments: the columns of the primary key, and the column that names the subject; `model` means
-- the model that model_id points to.
CREATE OR REPLACE FUNCTION attribute_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- what follows from other columns is no change of its own
  derived constant text[] := ARRAY['document', 'updated_at'];
  old_row constant jsonb := coalesce(to_jsonb(OLD) - derived, '{}');
  new_row constant jsonb := coalesce(to_jsonb(NEW) - derived, '{}');
  either constant jsonb := CASE WHEN TG_OP = 'DELETE' THEN old_row ELSE new_row END;
  was jsonb;
  became jsonb;
BEGIN
  SELECT jsonb_object_agg(k, old_row -> k) FILTER (WHERE old_row ? k),
         jsonb_object_agg(k, new_row -> k) FILTER (WHERE new_row ? k)
  INTO was, became
  FROM jsonb_object_keys(old_row || new_row) AS k
  WHERE old_row -> k IS DISTINCT FROM new_row -> k;
  IF was IS NOT NULL OR became IS NOT NULL THEN
    INSERT INTO admin_audit_log (actor, request_id, action, entity, key, subject, before, after)
    SELECT
      current_setting('pricebook.actor'), current_setting('pricebook.request_id'),
      lower(TG_OP), TG_TABLE_NAME,
      (SELECT string_agg(either ->> c, ' ' ORDER BY n)
       FROM unnest(string_to_array(TG_ARGV[0], ' ')) WITH ORDINALITY AS t (c, n)),
      CASE TG_ARGV[1]
        WHEN 'model' THEN
          (SELECT m.model_id FROM models m WHERE m.id = (either ->> 'model_id')::bigint)
        ELSE either ->> TG_ARGV[1]
      END,
      was, became;
  END IF;
  RETURN NULL;
END
$$;
