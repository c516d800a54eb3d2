-- Blended prices of offers over time, in dollars per 1M tokens of a mix, as far as is known now: the
-- word that is trusted most counts at each moment, and a free offer costs zero.
CREATE OR REPLACE FUNCTION blended_prices(
  offers bigint[], step text, since timestamptz, until timestamptz, input integer, output integer
) RETURNS TABLE (at timestamptz, model_id bigint, price numeric)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  WITH rates AS MATERIALIZED (
    SELECT p.model_id, p.meter, p.valid, s.trust, coalesce(p.amount, 0) AS amount
    FROM model_prices p
    JOIN price_sources s USING (source)
    WHERE p.model_id = ANY (blended_prices.offers)
      AND upper_inf(p.recorded) AND p.conditions = '{}'
      AND p.meter IN ('input_tokens', 'output_tokens')
      AND (p.state = 'free' OR p.currency = 'USD')
  ), moments AS (
    SELECT generate_series(
      date_trunc(blended_prices.step, greatest(
        blended_prices.since, (SELECT min(lower(valid)) FROM rates)
      ), 'UTC'),
      least(blended_prices.until, now()),
      CAST('1 ' || blended_prices.step AS interval)
    ) AS at
  ), standing AS (
    SELECT DISTINCT ON (m.at, r.model_id, r.meter) m.at, r.model_id, r.meter, r.amount
    FROM moments m
    JOIN rates r ON r.valid @> m.at
    ORDER BY m.at, r.model_id, r.meter, r.trust
  )
  SELECT
    standing.at, standing.model_id,
    sum(amount * CASE meter
      WHEN 'input_tokens' THEN blended_prices.input ELSE blended_prices.output
    END) * 1000000 / (blended_prices.input + blended_prices.output)
  FROM standing
  GROUP BY standing.at, standing.model_id
  -- an offer with half a price has no place among the others
  HAVING (blended_prices.input = 0 OR bool_or(meter = 'input_tokens'))
    AND (blended_prices.output = 0 OR bool_or(meter = 'output_tokens'));
END;

GRANT EXECUTE ON FUNCTION blended_prices TO pricebook_reader, pricebook_writer;
