-- A price in words, as in 2.5 USD per 1M.
CREATE OR REPLACE FUNCTION price_in_words(price jsonb, per bigint) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN price ->> 'state' <> 'known' THEN replace(price ->> 'state', '_', ' ')
    ELSE concat_ws(
      ' ', price ->> 'amount', price ->> 'currency',
      CASE per WHEN 1000000 THEN 'per 1M' WHEN 1000 THEN 'per 1K' END
    ) END;
