-- Believe from `moment` on that a source charges this during `valid`; a state of NULL takes back
-- whatever was believed of that time. What was believed of other times stays believed.
CREATE OR REPLACE FUNCTION believe(
  model bigint, told_by text, counted text, under jsonb, valid_during tstzrange,
  new_state text, new_amount numeric DEFAULT NULL, new_currency text DEFAULT NULL,
  as_published text DEFAULT '', run bigint DEFAULT NULL, moment timestamptz DEFAULT now()
) RETURNS void LANGUAGE sql
BEGIN ATOMIC
  WITH closed AS (
    UPDATE model_prices p SET recorded = tstzrange(lower(p.recorded), moment)
    WHERE p.model_id = model AND p.source = told_by AND p.meter = counted
      AND p.conditions = under AND upper_inf(p.recorded) AND p.valid && valid_during
    RETURNING p.*
  )
  INSERT INTO model_prices (
    model_id, source, meter, conditions, state, amount, currency, published, valid, recorded,
    sync_run_id
  )
  SELECT
    c.model_id, c.source, c.meter, c.conditions, c.state, c.amount, c.currency, c.published,
    rest, tstzrange(moment, NULL), run
  FROM closed c
  CROSS JOIN LATERAL unnest(tstzmultirange(c.valid) - tstzmultirange(valid_during)) AS rest;

  INSERT INTO model_prices (
    model_id, source, meter, conditions, state, amount, currency, published, valid, recorded,
    sync_run_id
  )
  SELECT
    model, told_by, counted, under, new_state, new_amount, new_currency, as_published,
    valid_during, tstzrange(moment, NULL), run
  WHERE new_state IS NOT NULL;
END;

GRANT EXECUTE ON FUNCTION believe TO pricebook_writer;
