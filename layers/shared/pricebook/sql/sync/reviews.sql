-- The guards on prices: what they hold leaves price_changes before anything reaches the ledger, and
-- waits in price_reviews. All of it costs next to nothing where price_changes is empty.

-- name: stage_rates
-- What the other sellers of a canonical model charge now, whoever told us: the median.
CREATE TEMPORARY TABLE going_rates ON COMMIT DROP AS
SELECT
  asked.canonical_id, asked.meter, p.currency,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY p.amount) AS amount,
  count(DISTINCT o.provider) AS sellers
FROM (
  SELECT DISTINCT m.canonical_id, m.provider, c.meter
  FROM price_changes c
  JOIN models m ON m.id = c.model_id
  WHERE c.new_state = 'known' AND m.canonical_id IS NOT NULL
) asked
JOIN models o
  ON o.canonical_id = asked.canonical_id AND o.provider <> asked.provider AND o.is_active
CROSS JOIN LATERAL (
  SELECT p.amount, p.currency FROM model_prices p
  WHERE p.model_id = o.id AND p.meter = asked.meter AND p.conditions = '{}' AND p.state = 'known'
    AND upper_inf(p.recorded) AND p.valid @> now()
    AND p.source <> 'cross-reference' -- the creator's word, which is no seller's for being copied
  OFFSET 0 -- model by model: without statistics Postgres would read all prices for each meter
) p
GROUP BY asked.canonical_id, asked.meter, p.currency

-- name: stage_held
CREATE TEMPORARY TABLE held ON COMMIT DROP AS
WITH weighed AS (
  SELECT
    c.*, m.model_id AS name, t.unit, r.amount AS rate, r.sellers, b.amount AS before,
    t.unit = 'token' AND c.new_currency = 'USD' AS bounded
  FROM price_changes c
  JOIN models m ON m.id = c.model_id
  JOIN meters t ON t.name = c.meter
  LEFT JOIN going_rates r
    ON r.canonical_id = m.canonical_id AND r.meter = c.meter AND r.currency = c.new_currency
  LEFT JOIN LATERAL (
    -- the last known price, even if the figure was missing for a while
    SELECT p.amount, p.currency FROM model_prices p
    WHERE p.model_id = c.model_id AND p.source = 'database' AND p.meter = c.meter
      AND p.conditions = c.conditions AND p.state = 'known'
      AND upper_inf(p.recorded) AND lower(p.valid) <= now()
    ORDER BY lower(p.valid) DESC LIMIT 1
  ) b ON b.currency = c.new_currency
  WHERE c.new_state = 'known'
), judged AS (
  SELECT
    *,
    CASE
      WHEN bounded AND new_amount NOT BETWEEN :least AND :most THEN 'absurd'
      WHEN sellers >= :sellers AND apart(new_amount, rate, :slip) THEN 'unit slip'
      WHEN apart(new_amount, before, :jump)
        -- the others charge the like, or have moved alike already
        AND coalesce(apart(new_amount, rate, :alike), true)
        -- a good price after a bad one heals
        AND NOT (bounded AND before NOT BETWEEN :least AND :most)
        AND NOT coalesce(apart(before, rate, :jump) AND NOT apart(new_amount, rate, :jump), false)
      THEN 'jump'
    END AS reason
  FROM weighed
)
SELECT
  j.*,
  concat_ws(
    ' ', j.name, j.meter, nullif(j.conditions::text, '{}'), 'would cost', trim_scale(j.new_amount),
    j.new_currency, 'per', j.unit, 'after ' || trim_scale(j.before),
    'where others charge ' || trim_scale(j.rate) || ' (sellers: ' || j.sellers || ')'
  ) AS sample
FROM judged j
WHERE j.reason IS NOT NULL

-- name: keep_held_back
DELETE FROM price_changes c USING held h
WHERE (c.model_id, c.meter, c.conditions) = (h.model_id, h.meter, h.conditions)

-- name: supersede_reviews
UPDATE price_reviews v SET
  decision = 'superseded', decided_by = 'sync', decided_at = now(),
  note = 'the provider says something else now, or the price was believed without a decision'
FROM incoming i
WHERE v.model_id = i.id AND v.source = 'database' AND v.decision IS NULL
  AND NOT EXISTS (
    SELECT FROM held h
    WHERE h.model_id = v.model_id AND h.meter = v.meter AND h.conditions = v.conditions
      AND (h.new_state, h.new_amount, h.new_currency)
        = (v.new_state, v.new_amount, v.new_currency)
  )

-- name: file_reviews
-- A proposal that waits already, or that a person rejected for good, is not filed again.
INSERT INTO price_reviews (
  model_id, source, meter, conditions, old_state, old_amount, old_currency, new_state, new_amount,
  new_currency, published, reason, sample, sync_run_id
)
SELECT
  h.model_id, 'database', h.meter, h.conditions, h.old_state, h.old_amount, h.old_currency,
  h.new_state, h.new_amount, h.new_currency, h.published, h.reason, h.sample,
  CAST(:run AS bigint)
FROM held h
WHERE NOT EXISTS (
  SELECT FROM price_reviews v
  WHERE v.model_id = h.model_id AND v.source = 'database' AND v.meter = h.meter
    AND v.conditions = h.conditions AND review_status(v) IN ('pending', 'rejected')
    AND (v.new_state, v.new_amount, v.new_currency) = (h.new_state, h.new_amount, h.new_currency)
)

-- name: held_prices
SELECT reason, count(*), (array_agg(sample ORDER BY name, meter, conditions))[1]
FROM held GROUP BY reason ORDER BY reason

-- name: approve
UPDATE price_reviews SET
  decision = 'approved', decided_by = :actor, decided_at = now(), note = CAST(:note AS text),
  applied_at = now()
WHERE id = ANY (CAST(:reviews AS bigint[]))

-- name: reject
UPDATE price_reviews SET
  decision = 'rejected', decided_by = :actor, decided_at = now(), note = CAST(:note AS text)
WHERE id = ANY (CAST(:reviews AS bigint[]))

-- name: believe_approved
SELECT believe(
  model_id, source, meter, conditions, tstzrange(now(), NULL), new_state, new_amount, new_currency,
  published, sync_run_id
)
FROM price_reviews WHERE id = ANY (CAST(:reviews AS bigint[]))

-- name: believe_again
-- What was in force before an approval, as its source wrote it; where nothing was, nothing is.
SELECT believe(
  r.model_id, r.source, r.meter, r.conditions, tstzrange(now(), NULL), r.old_state, r.old_amount,
  r.old_currency, coalesce(b.published, '')
)
FROM price_reviews r
LEFT JOIN model_prices b
  ON b.model_id = r.model_id AND b.source = r.source AND b.meter = r.meter
  AND b.conditions = r.conditions AND upper_inf(b.recorded) AND upper(b.valid) = r.applied_at
WHERE r.id = CAST(:review AS bigint) AND r.decision = 'approved'

-- name: mark_undone
UPDATE price_reviews SET
  undone_by = :actor, undone_at = now(), undone_note = CAST(:note AS text)
WHERE id = CAST(:review AS bigint)

-- name: touch_reviewed
INSERT INTO touched (id, reason)
SELECT DISTINCT model_id, 'updated' FROM price_reviews
WHERE id = ANY (CAST(:reviews AS bigint[]))
