-- The guards on prices: what they hold leaves price_changes before anything reaches the ledger, and
-- waits in price_reviews. All of it costs next to nothing where price_changes is empty. Only known
-- prices have an amount.

-- name: stage_held
-- Each price that a guard objects to, with what is known for and against it. `agreeing` sources say
-- nearly the same, `near` ones about the same, and `alike` counts how many prices of the model moved
-- by the same factor.
CREATE TEMPORARY TABLE held ON COMMIT DROP AS
WITH moved AS (
  SELECT
    model_id, meter, conditions,
    count(*) OVER (
      PARTITION BY model_id ORDER BY size RANGE BETWEEN 0.00995 PRECEDING AND 0.00995 FOLLOWING
    ) AS alike,
    -- a hundred or a thousand times is how a slip of the unit looks
    abs(size) > 4 AND abs(size / ln(10) - round(size / ln(10))) < 0.005 AS like_a_unit
  FROM (
    SELECT
      model_id, meter, conditions,
      ln(CAST(new_amount / old_amount AS double precision)) AS size
    FROM price_changes
    WHERE old_currency = new_currency AND old_amount > 0 AND new_amount > 0
  ) AS factors
), weighed AS (
  SELECT
    c.*, m.model_id AS name, t.unit, w.rate, w.sellers, w.agreeing, w.near, b.amount AS before,
    coalesce(v.alike >= 2 AND v.alike = k.prices AND NOT v.like_a_unit, false) AS together,
    CASE
      WHEN c.new_currency = 'USD' AND t.unit = 'token' THEN c.new_amount NOT BETWEEN :least AND :most
      WHEN c.new_currency = 'USD'
        THEN c.new_amount > (CAST(:bounds AS jsonb) ->> t.unit)::numeric
    END AS absurd,
    r.reason AS rejected
  FROM price_changes c
  JOIN models m ON m.id = c.model_id
  JOIN meters t ON t.name = c.meter
  LEFT JOIN moved v
    ON v.model_id = c.model_id AND v.meter = c.meter AND v.conditions = c.conditions
  LEFT JOIN LATERAL (
    -- the last known price, even if the figure was missing for a while
    SELECT p.amount, p.currency FROM model_prices p
    WHERE p.model_id = c.model_id AND p.source = 'database' AND p.meter = c.meter
      AND p.conditions = c.conditions AND p.state = 'known'
      AND upper_inf(p.recorded) AND lower(p.valid) <= now()
    ORDER BY lower(p.valid) DESC LIMIT 1
  ) b ON b.currency = c.new_currency
  LEFT JOIN LATERAL (
    SELECT count(*) AS prices FROM model_prices p
    WHERE p.model_id = c.model_id AND p.source = 'database' AND p.state = 'known'
      AND upper_inf(p.recorded) AND p.valid @> now()
  ) k ON true
  LEFT JOIN LATERAL (
    SELECT
      percentile_disc(0.5) WITHIN GROUP (ORDER BY amount) FILTER (WHERE conditions = '{}') AS rate,
      count(DISTINCT witness) FILTER (WHERE conditions = '{}') AS sellers,
      count(*) FILTER (
        WHERE conditions = c.conditions AND NOT apart(amount, c.new_amount, :alike)
      ) AS agreeing,
      count(DISTINCT witness) FILTER (
        WHERE conditions = c.conditions AND NOT apart(amount, c.new_amount, :heal)
      ) AS near
    FROM (SELECT * FROM witnesses(c.model_id, c.meter) OFFSET 0) AS others
    WHERE currency = c.new_currency
  ) w ON true
  LEFT JOIN LATERAL (
    SELECT o.reason FROM price_reviews o
    WHERE o.model_id = c.model_id AND o.source = 'database' AND o.meter = c.meter
      AND o.conditions = c.conditions AND review_status(o) = 'rejected'
      AND (o.new_state, o.new_amount, o.new_currency)
        IS NOT DISTINCT FROM (c.new_state, c.new_amount, c.new_currency)
    LIMIT 1
  ) r ON true
  WHERE c.new_state IS NOT NULL
), judged AS (
  SELECT
    *,
    CASE
      WHEN absurd THEN 'absurd'
      WHEN sellers >= :sellers AND apart(new_amount, rate, :slip) THEN 'unit slip'
      WHEN rejected IS NOT NULL THEN rejected
      WHEN old_state = 'known' AND new_state <> 'known' THEN 'jump'
      WHEN agreeing > 0 AND CAST(:automatic AS boolean) THEN NULL
      WHEN before IS NULL AND conditions = '{}' AND apart(new_amount, rate, :new) THEN 'new price'
      WHEN apart(new_amount, before, :jump)
        AND NOT (
          CAST(:automatic AS boolean)
          AND (near >= 2 OR (together AND NOT coalesce(apart(new_amount, rate, :market), false)))
        )
      THEN 'jump'
    END AS reason
  FROM weighed
)
SELECT
  model_id, meter, conditions, old_state, old_amount, old_currency, new_state, new_amount,
  new_currency, published, name, reason,
  concat_ws(
    ' ', name, meter, nullif(conditions::text, '{}'), 'would',
    CASE new_state WHEN 'known' THEN NULL ELSE 'be ' || new_state END,
    'cost ' || trim_scale(new_amount), new_currency, 'per ' || CASE new_state WHEN 'known' THEN unit END,
    'after ' || trim_scale(before),
    'where others charge ' || trim_scale(rate) || ' (sources: ' || sellers || ')'
  ) AS sample
FROM judged
WHERE reason IS NOT NULL

-- name: hold_cards
-- The prices of one model are published together and held together: otherwise a pair would be served
-- that nobody ever charged.
INSERT INTO held
SELECT
  c.model_id, c.meter, c.conditions, c.old_state, c.old_amount, c.old_currency, c.new_state,
  c.new_amount, c.new_currency, c.published, h.name, 'card',
  concat_ws(' ', h.name, c.meter, nullif(c.conditions::text, '{}'), 'changed together with', h.meters)
FROM price_changes c
JOIN (
  SELECT model_id, name, string_agg(meter, ', ' ORDER BY meter) AS meters
  FROM held GROUP BY model_id, name
) h USING (model_id)
WHERE c.new_state IS NOT NULL
  AND NOT EXISTS (
    SELECT FROM held o
    WHERE o.model_id = c.model_id AND o.meter = c.meter AND o.conditions = c.conditions
  )

-- name: release_confirmed
-- The same figure in enough complete runs over enough hours is what the seller charges. What is
-- absurd, or a slip of the unit, is not made true by being repeated.
WITH confirmed AS (
  SELECT h.model_id
  FROM held h
  LEFT JOIN price_reviews v
    ON v.model_id = h.model_id AND v.source = 'database' AND v.meter = h.meter
    AND v.conditions = h.conditions AND v.decision IS NULL
    AND (v.new_state, v.new_amount, v.new_currency)
      IS NOT DISTINCT FROM (h.new_state, h.new_amount, h.new_currency)
  GROUP BY h.model_id
  HAVING bool_and(
    h.reason = 'card'
    OR (
      h.reason IN ('jump', 'new price')
      AND coalesce(v.runs + 1 >= :review_runs, false)
      AND v.created_at <= now() - make_interval(hours => CAST(:review_hours AS integer))
    )
  )
)
DELETE FROM held h USING confirmed
WHERE h.model_id = confirmed.model_id

-- name: hold_everything
-- The run itself is in doubt: whatever it changed waits for one decision.
INSERT INTO held
SELECT
  c.model_id, c.meter, c.conditions, c.old_state, c.old_amount, c.old_currency, c.new_state,
  c.new_amount, c.new_currency, c.published, m.model_id, 'run',
  concat_ws(' ', m.model_id, c.meter, nullif(c.conditions::text, '{}'), 'changed in a run that is held')
FROM price_changes c
JOIN models m ON m.id = c.model_id
WHERE c.new_state IS NOT NULL
  AND NOT EXISTS (
    SELECT FROM held o
    WHERE o.model_id = c.model_id AND o.meter = c.meter AND o.conditions = c.conditions
  )

-- name: keep_held_back
DELETE FROM price_changes c USING held h
WHERE (c.model_id, c.meter, c.conditions) = (h.model_id, h.meter, h.conditions)

-- name: accept
-- What waits and is held no longer is believed since it was seen first. A price can have begun only
-- where the one before it had.
WITH confirmed AS (
  SELECT
    v.id, c.model_id, c.meter, c.conditions,
    greatest(v.created_at, lower(o.valid), p.ended) AS began,
    v.runs + 1 >= :review_runs
      AND v.created_at <= now() - make_interval(hours => CAST(:review_hours AS integer)) AS repeated
  FROM price_changes c
  JOIN price_reviews v
    ON v.model_id = c.model_id AND v.source = 'database' AND v.meter = c.meter
    AND v.conditions = c.conditions AND v.decision IS NULL
    AND (v.new_state, v.new_amount, v.new_currency)
      IS NOT DISTINCT FROM (c.new_state, c.new_amount, c.new_currency)
  LEFT JOIN model_prices o ON o.id = c.old_id
  LEFT JOIN LATERAL (
    SELECT max(upper(p.valid)) AS ended FROM model_prices p
    WHERE p.model_id = c.model_id AND p.source = 'database' AND p.meter = c.meter
      AND p.conditions = c.conditions AND upper_inf(p.recorded)
  ) p ON true
), dated AS (
  INSERT INTO change_times (model_id, meter, conditions, ended, began)
  SELECT model_id, meter, conditions, began, began FROM confirmed
)
UPDATE price_reviews v SET
  decision = 'approved', decided_by = 'sync', decided_at = now(), applied_at = now(),
  runs = v.runs + 1, last_seen_at = now(),
  note = CASE
    WHEN c.repeated THEN format('the same figure in %s complete runs', v.runs + 1)
    ELSE 'confirmed by other sources, or by the other prices of the model'
  END
FROM confirmed c
WHERE v.id = c.id

-- name: supersede
-- What waited and is published no longer. A figure that another one replaced keeps its interval, for
-- whoever accepts it later.
WITH over AS (
  SELECT v.id, p.state, p.amount, p.currency, b.id IS NOT NULL AS in_force
  FROM price_reviews v
  JOIN incoming i ON i.id = v.model_id
  LEFT JOIN published p
    ON p.model_id = v.model_id AND p.meter = v.meter AND p.conditions = v.conditions
  LEFT JOIN model_prices b
    ON b.model_id = v.model_id AND b.source = 'database' AND b.meter = v.meter
    AND b.conditions = v.conditions AND upper_inf(b.recorded) AND b.valid @> now()
    AND (b.state, b.amount, b.currency) IS NOT DISTINCT FROM (p.state, p.amount, p.currency)
  WHERE v.decision IS NULL AND v.source = 'database'
    AND (p.state IS NOT NULL OR CAST(:complete AS boolean))
    AND (
      b.id IS NOT NULL
      OR (p.state, p.amount, p.currency)
        IS DISTINCT FROM (v.new_state, v.new_amount, v.new_currency)
    )
), closed AS (
  UPDATE price_reviews v SET
    decision = 'superseded', decided_by = 'sync', decided_at = now(), replaced_at = now(),
    note = CASE
      WHEN over.in_force THEN 'the price is what it was before'
      WHEN over.state IS NULL THEN 'the price is not published any more'
      ELSE concat_ws(
        ' ', 'replaced by', coalesce(trim_scale(over.amount)::text, over.state), over.currency
      )
    END
  FROM over
  WHERE v.id = over.id
  RETURNING v.model_id
)
INSERT INTO touched (id, reason) SELECT DISTINCT model_id, 'marked' FROM closed
ON CONFLICT (id) DO NOTHING

-- name: stage_past
-- A figure that was replaced while it waited was charged meanwhile, if what replaced it is believed
-- and is like it. UNION ALL would never end where a figure was replaced in the moment it was seen.
CREATE TEMPORARY TABLE past_prices ON COMMIT DROP AS
WITH RECURSIVE chain AS (
  SELECT v.*, c.old_id
  FROM price_changes c
  LEFT JOIN change_times t USING (model_id, meter, conditions)
  JOIN price_reviews v
    ON v.model_id = c.model_id AND v.source = 'database' AND v.meter = c.meter
    AND v.conditions = c.conditions AND review_status(v) = 'superseded'
    AND v.replaced_at = coalesce(t.began, now())
  WHERE v.new_currency = c.new_currency AND NOT apart(v.new_amount, c.new_amount, :like)
  UNION
  SELECT v.*, n.old_id
  FROM chain n
  JOIN price_reviews v
    ON v.model_id = n.model_id AND v.source = 'database' AND v.meter = n.meter
    AND v.conditions = n.conditions AND review_status(v) = 'superseded'
    AND v.replaced_at = n.created_at
  WHERE v.new_currency = n.new_currency AND NOT apart(v.new_amount, n.new_amount, :like)
)
SELECT n.*
FROM chain n
LEFT JOIN model_prices o ON o.id = n.old_id
WHERE n.created_at < n.replaced_at AND n.created_at >= coalesce(lower(o.valid), n.created_at)
  AND NOT EXISTS (
    SELECT FROM model_prices p
    WHERE p.model_id = n.model_id AND p.source = 'database' AND p.meter = n.meter
      AND p.conditions = n.conditions AND p.id IS DISTINCT FROM n.old_id
      AND upper_inf(p.recorded) AND p.valid && tstzrange(n.created_at, n.replaced_at)
  )

-- name: date_past
INSERT INTO change_times AS t (model_id, meter, conditions, ended, began)
SELECT model_id, meter, conditions, min(created_at), now() FROM past_prices
GROUP BY model_id, meter, conditions
ON CONFLICT (model_id, meter, conditions) DO UPDATE SET ended = least(t.ended, excluded.ended)

-- name: approve_past
UPDATE price_reviews v SET
  decision = 'approved', decided_by = 'sync', decided_at = now(), applied_at = now(),
  note = 'confirmed by the price that replaced it'
FROM past_prices p
WHERE v.id = p.id

-- name: believe_past
INSERT INTO model_prices (
  model_id, source, meter, conditions, state, amount, currency, published, valid, recorded,
  sync_run_id
)
SELECT
  model_id, 'database', meter, conditions, new_state, new_amount, new_currency, published,
  tstzrange(created_at, replaced_at), tstzrange(now(), NULL), CAST(:run AS bigint)
FROM past_prices

-- name: file_reviews
-- A proposal that waits already is counted; one that a person rejected is not filed again.
WITH counted AS (
  UPDATE price_reviews v SET
    runs = v.runs + CAST(:step AS integer), last_seen_at = now(), reason = h.reason,
    sample = h.sample, run_review_id = CAST(:run_review AS bigint)
  FROM held h
  WHERE v.model_id = h.model_id AND v.source = 'database' AND v.meter = h.meter
    AND v.conditions = h.conditions AND v.decision IS NULL
    AND (v.new_state, v.new_amount, v.new_currency)
      IS NOT DISTINCT FROM (h.new_state, h.new_amount, h.new_currency)
), filed AS (
  INSERT INTO price_reviews (
    model_id, source, meter, conditions, old_state, old_amount, old_currency, new_state,
    new_amount, new_currency, published, reason, sample, sync_run_id, run_review_id, runs
  )
  SELECT
    h.model_id, 'database', h.meter, h.conditions, h.old_state, h.old_amount, h.old_currency,
    h.new_state, h.new_amount, h.new_currency, h.published, h.reason, h.sample,
    CAST(:run AS bigint), CAST(:run_review AS bigint), CAST(:step AS integer)
  FROM held h
  WHERE NOT EXISTS (
    SELECT FROM price_reviews v
    WHERE v.model_id = h.model_id AND v.source = 'database' AND v.meter = h.meter
      AND v.conditions = h.conditions AND review_status(v) IN ('pending', 'rejected')
      AND (v.new_state, v.new_amount, v.new_currency)
        IS NOT DISTINCT FROM (h.new_state, h.new_amount, h.new_currency)
  )
  RETURNING model_id
)
INSERT INTO touched (id, reason) SELECT DISTINCT model_id, 'marked' FROM filed
ON CONFLICT (id) DO NOTHING

-- name: close_gone
UPDATE price_reviews v SET
  decision = 'superseded', decided_by = 'sync', decided_at = now(), replaced_at = m.listed_until,
  note = 'the model is not listed any more'
FROM touched t
JOIN models m ON m.id = t.id
WHERE t.reason = 'deactivated' AND v.model_id = t.id AND v.decision IS NULL

-- name: count_held
SELECT count(*) FROM held

-- name: findings
SELECT reason, count(*), (array_agg(sample ORDER BY name, meter, conditions))[1]
FROM held WHERE reason <> 'run' GROUP BY reason ORDER BY reason

-- name: attribute
-- What a run decides is audited as its decision.
SELECT
  set_config('pricebook.actor', CAST(:actor AS text), true),
  set_config('pricebook.request_id', CAST(:request AS text), true)

-- name: cards
-- One decision is for the whole card of a model: its prices were published together.
SELECT id FROM price_reviews WHERE id = ANY (CAST(:reviews AS bigint[]))
UNION
SELECT v.id
FROM price_reviews r
JOIN price_reviews v
  ON v.model_id = r.model_id AND v.source = r.source AND v.decision IS NULL
WHERE r.id = ANY (CAST(:reviews AS bigint[])) AND r.decision IS NULL
ORDER BY id

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
-- Valid since it was seen first, up to the figure that replaced it; recorded now.
SELECT believe(
  model_id, source, meter, conditions, tstzrange(created_at, replaced_at), new_state, new_amount,
  new_currency, published, sync_run_id
)
FROM price_reviews
WHERE id = ANY (CAST(:reviews AS bigint[])) AND created_at IS DISTINCT FROM replaced_at
ORDER BY id

-- name: decided_together
-- The reviews of one card that one decision was for, as far as their prices are still in force.
SELECT v.id
FROM price_reviews r
JOIN price_reviews v
  ON v.model_id = r.model_id AND v.source = r.source AND v.decision = r.decision
  AND v.decided_at = r.decided_at AND v.undone_at IS NULL
WHERE r.id = CAST(:review AS bigint)
  AND (
    v.id = r.id OR v.decision = 'rejected'
    OR EXISTS (
      SELECT FROM model_prices p
      WHERE p.model_id = v.model_id AND p.source = v.source AND p.meter = v.meter
        AND p.conditions = v.conditions AND upper_inf(p.recorded)
        AND lower(p.valid) = v.created_at AND upper(p.valid) IS NOT DISTINCT FROM v.replaced_at
    )
  )
ORDER BY v.id

-- name: believe_again
-- What was in force before an approval, as its source wrote it; where nothing was, nothing is.
SELECT believe(
  r.model_id, r.source, r.meter, r.conditions, tstzrange(r.created_at, r.replaced_at), r.old_state,
  r.old_amount, r.old_currency, coalesce(b.published, '')
)
FROM price_reviews r
LEFT JOIN model_prices b
  ON b.model_id = r.model_id AND b.source = r.source AND b.meter = r.meter
  AND b.conditions = r.conditions AND upper_inf(b.recorded) AND upper(b.valid) = r.created_at
WHERE r.id = ANY (CAST(:reviews AS bigint[])) AND r.decision = 'approved'

-- name: mark_undone
UPDATE price_reviews SET
  undone_by = :actor, undone_at = now(), undone_note = CAST(:note AS text)
WHERE id = ANY (CAST(:reviews AS bigint[]))

-- name: touch_reviewed
INSERT INTO touched (id, reason)
SELECT DISTINCT model_id, 'updated' FROM price_reviews
WHERE id = ANY (CAST(:reviews AS bigint[]))
ON CONFLICT (id) DO NOTHING
