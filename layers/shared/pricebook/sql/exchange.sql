-- What one unit of another currency is worth, as an operator says.

-- name: enter
INSERT INTO exchange_rates (currency, usd, valid_from, source_url, note, entered_by)
VALUES (
  :currency, CAST(:usd AS numeric), CAST(:valid_from AS date), CAST(:source_url AS text),
  CAST(:note AS text), :entered_by
)

-- name: touch_exchanged
INSERT INTO touched (id, reason)
SELECT DISTINCT model_id, 'updated' FROM model_prices
WHERE upper_inf(recorded) AND currency NOT IN ('USD', 'XXX') AND currency = :currency
