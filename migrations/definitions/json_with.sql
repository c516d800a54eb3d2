-- A document with one more key at its end.
CREATE OR REPLACE FUNCTION json_with(document json, key text, value json) RETURNS json
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (
    left(document::text, -1) || ',' || to_json(key)::text || ':' || value::text || '}'
  )::json;
