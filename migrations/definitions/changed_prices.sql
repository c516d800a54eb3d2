-- What a run changes of the prices that one source states of some offers: what is stated now beside
-- what is believed of it, where the two differ. An answer that is not complete misses no price: the
-- list that told it may be what failed.
CREATE OR REPLACE FUNCTION changed_prices(
  told_by text, offers bigint[], stated jsonb, complete boolean
)
  RETURNS TABLE (
    model_id bigint, meter text, conditions jsonb,
    old_id bigint, old_state text, old_amount numeric, old_currency text,
    new_state text, new_amount numeric, new_currency text, published text
  )
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  WITH now_stated AS (
    SELECT *
    FROM jsonb_to_recordset(stated) AS s (
      model_id bigint, meter text, conditions jsonb, state text, amount numeric, currency text,
      published text
    )
  ), believed AS (
    SELECT p.*
    FROM model_prices p
    WHERE p.model_id = ANY (offers) AND p.source = told_by
      AND upper_inf(p.recorded) AND p.valid @> now()
  )
  SELECT
    coalesce(n.model_id, o.model_id), coalesce(n.meter, o.meter),
    coalesce(n.conditions, o.conditions),
    o.id, o.state, o.amount, o.currency,
    n.state, n.amount, n.currency, n.published
  FROM now_stated n
  FULL JOIN believed o USING (model_id, meter, conditions)
  WHERE (n.state, n.amount, n.currency) IS DISTINCT FROM (o.state, o.amount, o.currency)
    AND (n.meter IS NOT NULL OR complete);
END;

GRANT EXECUTE ON FUNCTION changed_prices TO pricebook_writer;
