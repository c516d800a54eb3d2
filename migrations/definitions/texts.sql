-- The texts of a JSON list, in its order.
CREATE OR REPLACE FUNCTION texts(list jsonb) RETURNS text[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(array_agg(value ORDER BY position), '{}')
  FROM jsonb_array_elements_text(list) WITH ORDINALITY AS t (value, position);
END;
