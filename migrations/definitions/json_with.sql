-- A document with one more key at its end; the document as it is where the value is NULL.
CREATE OR REPLACE FUNCTION json_with(document json, key text, value json) RETURNS json
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN value IS NULL THEN document ELSE (
    left(document::text, -1) || ',' || to_json(key)::text || ':' || value::text || '}'
  )::json END;
