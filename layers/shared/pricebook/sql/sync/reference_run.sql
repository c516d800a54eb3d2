-- What one reference list says of models that are already listed. It ends in the temporary tables
-- of sync.sql (price_changes, touched), whose statements then write the ledger and the documents.

-- name: known_ids
SELECT provider, array_agg(provider_model_id) FROM models GROUP BY provider

-- name: stage_told
CREATE TEMPORARY TABLE told ON COMMIT DROP AS
SELECT DISTINCT ON (m.id) m.id AS model_id, r.prices, r.deprecation_date
FROM jsonb_to_recordset(CAST(:told AS jsonb)) AS r (
  provider text, provider_model_id text, prices jsonb, deprecation_date date
)
JOIN models m
  ON m.provider = r.provider AND lower(m.provider_model_id) = lower(r.provider_model_id)
ORDER BY m.id, m.provider_model_id = r.provider_model_id DESC

-- name: keep_document
-- Word for word, for the feed that is this list with our prices on top. What jsonb cannot hold, such
-- as a zero byte, no feed could read: the body before it stays.
INSERT INTO reference_documents (source, body, sync_run_id)
SELECT :source, CAST(:body AS json), CAST(:run AS bigint)
WHERE pg_input_is_valid(CAST(:body AS text), 'jsonb')
  AND NOT EXISTS (
    SELECT FROM reference_documents
    WHERE source = :source AND body::text = CAST(:body AS text)
  )
ON CONFLICT (source) DO UPDATE SET
  body = excluded.body, fetched_at = excluded.fetched_at, sync_run_id = excluded.sync_run_id

-- name: stage_told_prices
CREATE TEMPORARY TABLE price_changes ON COMMIT DROP AS
WITH published AS (
  SELECT t.model_id, p.*
  FROM told t
  CROSS JOIN LATERAL jsonb_to_recordset(t.prices) AS p (
    meter text, conditions jsonb, state text, amount numeric, currency text, published text
  )
), believed AS (
  SELECT p.* FROM model_prices p
  WHERE p.source = :source AND upper_inf(p.recorded) AND p.valid @> now()
)
SELECT
  coalesce(n.model_id, o.model_id) AS model_id,
  coalesce(n.meter, o.meter) AS meter,
  coalesce(n.conditions, o.conditions) AS conditions,
  o.id AS old_id, o.state AS old_state, o.amount AS old_amount, o.currency AS old_currency,
  n.state AS new_state, n.amount AS new_amount, n.currency AS new_currency, n.published
FROM published n
FULL JOIN believed o USING (model_id, meter, conditions)
WHERE (n.state, n.amount, n.currency) IS DISTINCT FROM (o.state, o.amount, o.currency)

-- name: tell_dates
WITH changed AS (
  INSERT INTO reference_facts AS f (model_id, source, deprecation_date)
  SELECT model_id, :source, deprecation_date FROM told WHERE deprecation_date IS NOT NULL
  ON CONFLICT (model_id, source) DO UPDATE SET deprecation_date = excluded.deprecation_date
  WHERE f.deprecation_date <> excluded.deprecation_date
  RETURNING model_id
), withdrawn AS (
  DELETE FROM reference_facts f
  WHERE f.source = :source
    AND NOT EXISTS (
      SELECT FROM told t WHERE t.model_id = f.model_id AND t.deprecation_date IS NOT NULL
    )
  RETURNING model_id
)
INSERT INTO touched (id, reason)
SELECT model_id, 'updated' FROM changed UNION SELECT model_id, 'updated' FROM withdrawn
ON CONFLICT (id) DO NOTHING

-- name: told_counts
SELECT
  (SELECT count(*) FROM told),
  (SELECT count(*) FROM touched),
  (SELECT count(*) FROM price_changes)

-- name: told_sizes
SELECT
  (
    SELECT count(DISTINCT model_id) FROM model_prices
    WHERE source = :source AND upper_inf(recorded) AND valid @> now()
  ),
  (SELECT count(*) FROM told WHERE prices <> '[]')

-- name: raise_touched
UPDATE generations SET generation = generation + 1, changed_at = now()
WHERE scope = 'all'
  OR scope IN (SELECT m.provider FROM models m JOIN touched t ON t.id = m.id)
RETURNING scope, generation
