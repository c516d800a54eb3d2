-- The gravest doubt about the input and output price of an offer; null where there is none.
CREATE OR REPLACE FUNCTION gravest_doubt(document json) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT ('{review,disputed,unconfirmed,single}'::text[])[min(CASE
    WHEN price -> 'review' IS NOT NULL THEN 1
    WHEN price ->> 'confidence' = 'disputed' THEN 2
    WHEN price -> 'unconfirmed_since' IS NOT NULL THEN 3
    WHEN price ->> 'confidence' = 'single' THEN 4
  END)]
  FROM json_array_elements(document -> 'prices') AS price
  WHERE price ->> 'meter' IN ('input_tokens', 'output_tokens')
    AND (price -> 'conditions')::text = '{}';
END;
