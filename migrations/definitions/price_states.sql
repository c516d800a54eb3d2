-- Which states the prices of a model are in; without any, nothing is known.
CREATE OR REPLACE FUNCTION price_states(document json) RETURNS text[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(array_agg(DISTINCT price ->> 'state'), '{unknown}')
  FROM json_array_elements(document -> 'prices') AS price;
END;
