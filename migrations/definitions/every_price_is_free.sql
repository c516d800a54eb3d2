-- A model of which no price is known is not free: unknown is never zero.
CREATE OR REPLACE FUNCTION every_price_is_free(prices json) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce(
    (
      SELECT bool_and(price ->> 'state' = 'free')
      FROM json_array_elements(prices) AS price
      WHERE price ->> 'state' <> 'not_offered'
    ),
    false
  );
