-- Only some keys of a document, in its order.
CREATE OR REPLACE FUNCTION picked(document json, fields text[]) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT '{' || coalesce(string_agg(to_json(key) || ':' || value, ',' ORDER BY n), '') || '}'
  FROM json_each(document) WITH ORDINALITY AS field (key, value, n)
  WHERE key = ANY (fields);
END;
