-- Runs that are held as a whole: whether everything that a provider changed looks like one mistake,
-- and the one decision that this takes. On the temporary tables of models.sql and prices.sql. Only
-- known prices have an amount.

-- name: measure
-- How many prices and priced models there were, how many models lose a price or its amount, how many
-- their base price or all that they had, by which one factor most prices change, and how many models
-- that stay are priced before and after.
WITH before AS (
  SELECT p.model_id, count(*) AS prices
  FROM model_prices p
  JOIN incoming i ON i.id = p.model_id
  WHERE p.source = 'database' AND p.state = 'known' AND upper_inf(p.recorded) AND p.valid @> now()
  GROUP BY p.model_id
), lost AS (
  -- what a run that was believed has missed already is no news
  SELECT c.model_id, c.meter, c.conditions FROM price_changes c
  LEFT JOIN price_absences a
    ON a.model_id = c.model_id AND a.source = 'database' AND a.meter = c.meter
    AND a.conditions = c.conditions AND a.misses > 0 AND c.new_state IS NULL
  WHERE c.old_state = 'known' AND c.new_state IS DISTINCT FROM 'known' AND a.model_id IS NULL
), factors AS (
  SELECT ln(CAST(new_amount / old_amount AS double precision)) AS size FROM price_changes
  WHERE old_currency = new_currency AND old_amount > 0 AND new_amount > 0
), common AS (
  SELECT size, count(*) OVER (ORDER BY size RANGE BETWEEN CURRENT ROW AND 0.00995 FOLLOWING) AS prices
  FROM factors
  ORDER BY prices DESC, size LIMIT 1
), listed AS (
  SELECT
    i.id, i.was_active,
    EXISTS (SELECT FROM published p WHERE p.model_id = i.id AND p.state = 'known') AS priced
  FROM incoming i
  WHERE i.is_active
)
SELECT
  (SELECT coalesce(sum(prices), 0)::bigint FROM before),
  (SELECT count(*) FROM before),
  (SELECT count(DISTINCT model_id) FROM lost),
  (
    SELECT count(DISTINCT model_id) FROM lost l
    WHERE (meter IN ('input_tokens', 'output_tokens') AND conditions = '{}')
      OR NOT EXISTS (SELECT FROM published p WHERE p.model_id = l.model_id AND p.state = 'known')
  ),
  (SELECT round(CAST(exp(size) AS numeric), 4) FROM common),
  coalesce((SELECT prices FROM common), 0),
  (SELECT count(*) FROM listed WHERE was_active),
  (SELECT count(*) FROM before b JOIN listed l ON l.id = b.model_id WHERE l.was_active),
  (SELECT count(*) FROM listed),
  (SELECT count(*) FROM listed WHERE priced),
  (
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY amount) FROM published
    WHERE meter = 'input_tokens' AND conditions = '{}' AND currency = 'USD'
  ),
  (SELECT count(*) FROM price_changes)

-- name: market_ratio
-- The median ratio of this provider's base prices to those of others, before this run and after it,
-- and how many prices can be compared after it.
WITH ours AS (
  SELECT model_id, meter, currency, n.amount AS new, o.amount AS old
  FROM (
    SELECT model_id, meter, currency, amount FROM published
    WHERE conditions = '{}' AND amount > 0
  ) AS n
  FULL JOIN (
    SELECT p.model_id, p.meter, p.currency, p.amount
    FROM model_prices p
    JOIN incoming i ON i.id = p.model_id
    WHERE p.source = 'database' AND p.conditions = '{}' AND p.amount > 0
      AND upper_inf(p.recorded) AND p.valid @> now()
  ) AS o USING (model_id, meter, currency)
), compared AS (
  SELECT u.*, w.amount AS theirs
  FROM ours u
  CROSS JOIN LATERAL (
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY amount) AS amount
    FROM (SELECT * FROM witnesses(u.model_id, u.meter) OFFSET 0) AS others
    WHERE conditions = '{}' AND currency = u.currency
  ) w
  WHERE w.amount IS NOT NULL
)
SELECT
  (percentile_disc(0.5) WITHIN GROUP (ORDER BY old / theirs) FILTER (WHERE old IS NOT NULL))::numeric,
  (percentile_disc(0.5) WITHIN GROUP (ORDER BY new / theirs) FILTER (WHERE new IS NOT NULL))::numeric,
  count(new)
FROM compared

-- name: snapshot_ratio
-- The same of first prices beside the list prices that are bundled: all that a fresh machine knows.
SELECT
  NULL,
  (percentile_disc(0.5) WITHIN GROUP (ORDER BY p.amount / b.amount))::numeric,
  count(*)
FROM published p
JOIN incoming i ON i.id = p.model_id
JOIN jsonb_to_recordset(CAST(:bundled AS jsonb)) AS b (canonical_id text, meter text, amount numeric)
  ON b.canonical_id = i.canonical_id AND b.meter = p.meter
WHERE p.conditions = '{}' AND p.currency = 'USD' AND p.amount > 0

-- name: waiting
SELECT
  id, reason, factor, runs, created_at <= now() - make_interval(hours => CAST(:review_hours AS integer))
FROM run_reviews WHERE provider = :provider AND decision IS NULL

-- name: rejected
-- The same mistake that a person rejected is not asked about again.
SELECT EXISTS (
  SELECT FROM (
    SELECT * FROM run_reviews
    WHERE provider = :provider AND decision IN ('approved', 'rejected')
    ORDER BY id DESC LIMIT 1
  ) r
  WHERE r.decision = 'rejected' AND r.undone_at IS NULL AND r.reason = :reason AND r.sample = :sample
)

-- name: supersede
-- Another doubt is another review: what repeats is one mistake.
UPDATE run_reviews SET
  decision = 'superseded', decided_by = 'sync', decided_at = now(),
  note = 'a later run is held for another reason'
WHERE provider = :provider AND decision IS NULL AND (
  reason <> :reason
  OR (reason = 'one factor' AND apart(factor, CAST(:factor AS numeric), CAST(:alike AS numeric)))
)

-- name: file
INSERT INTO run_reviews (provider, sync_run_id, reason, sample, factor, prices, runs)
VALUES (
  :provider, CAST(:run AS bigint), :reason, :sample, CAST(:factor AS numeric),
  CAST(:prices AS integer), CAST(:step AS integer)
)
ON CONFLICT (provider) WHERE decision IS NULL DO UPDATE SET
  reason = excluded.reason, sample = excluded.sample, factor = excluded.factor,
  prices = excluded.prices, runs = run_reviews.runs + excluded.runs, last_seen_at = now()
RETURNING id

-- name: close
-- A run without the doubt ends it: what it changed is believed by now, or not published any more.
UPDATE run_reviews r SET
  decision = CASE WHEN a.accepted THEN 'approved' ELSE 'superseded' END,
  decided_by = 'sync', decided_at = now(),
  note = CASE
    WHEN CAST(:repeated AS boolean) THEN format('the same in %s complete runs', r.runs + 1)
    WHEN a.accepted THEN 'confirmed by other sources or by later runs'
    ELSE 'the provider publishes other prices now'
  END
FROM (
  SELECT CAST(:repeated AS boolean) OR EXISTS (
    SELECT FROM price_reviews v
    JOIN run_reviews o ON o.id = v.run_review_id
    WHERE o.provider = :provider AND o.decision IS NULL AND v.decision = 'approved'
  ) AS accepted
) a
WHERE r.provider = :provider AND r.decision IS NULL

-- name: pending
SELECT r.id FROM run_reviews r
WHERE r.id = CAST(:review AS bigint) AND r.decision IS NULL
FOR UPDATE

-- name: prices
SELECT id FROM price_reviews
WHERE run_review_id = CAST(:review AS bigint) AND decision IS NULL
ORDER BY id

-- name: withdraw_missing
-- Prices that the accepted run no longer stated ended when they were missed first.
WITH ended AS (
  DELETE FROM price_absences a USING run_reviews r, models m
  WHERE r.id = CAST(:review AS bigint) AND r.reason = 'lost prices'
    AND m.id = a.model_id AND m.provider = r.provider
  RETURNING a.*
), marked AS (
  INSERT INTO touched (id, reason) SELECT DISTINCT model_id, 'updated' FROM ended
  ON CONFLICT (id) DO NOTHING
)
SELECT believe(model_id, source, meter, conditions, tstzrange(since, NULL), NULL) FROM ended

-- name: decide
UPDATE run_reviews SET
  decision = :decision, decided_by = :actor, decided_at = now(), note = CAST(:note AS text)
WHERE id = CAST(:review AS bigint)

-- name: undoable
SELECT r.id FROM run_reviews r
WHERE r.id = CAST(:review AS bigint) AND run_review_status(r) IN ('approved', 'rejected')
FOR UPDATE

-- name: decided_prices
-- The prices that the decision was for, as far as they are still in force.
SELECT v.id
FROM run_reviews r
JOIN price_reviews v
  ON v.run_review_id = r.id AND v.decision = r.decision AND v.decided_at = r.decided_at
  AND v.undone_at IS NULL
WHERE r.id = CAST(:review AS bigint)
  AND (
    v.decision = 'rejected'
    OR EXISTS (
      SELECT FROM model_prices p
      WHERE p.model_id = v.model_id AND p.source = v.source AND p.meter = v.meter
        AND p.conditions = v.conditions AND upper_inf(p.recorded)
        AND lower(p.valid) = v.created_at AND upper(p.valid) IS NOT DISTINCT FROM v.replaced_at
    )
  )
ORDER BY v.id

-- name: restore_missing
-- What the decision withdrew is believed again, where nothing has been stated since.
WITH ended AS (
  SELECT p.*
  FROM run_reviews r
  JOIN models m ON m.provider = r.provider AND m.is_active
  JOIN model_prices p ON p.model_id = m.id
  WHERE r.id = CAST(:review AS bigint) AND r.decision = 'approved' AND r.reason = 'lost prices'
    AND p.source = 'database' AND upper_inf(p.recorded) AND lower(p.recorded) = r.decided_at
    AND upper(p.valid) <= r.decided_at
    AND NOT EXISTS (
      SELECT FROM model_prices n
      WHERE n.model_id = p.model_id AND n.key = p.key AND upper_inf(n.recorded)
        AND n.valid && tstzrange(upper(p.valid), NULL)
    )
), marked AS (
  INSERT INTO touched (id, reason) SELECT DISTINCT model_id, 'updated' FROM ended
  ON CONFLICT (id) DO NOTHING
)
SELECT believe(
  model_id, source, meter, conditions, tstzrange(upper(valid), NULL), state, amount, currency,
  published
)
FROM ended

-- name: mark_undone
UPDATE run_reviews SET
  undone_by = :actor, undone_at = now(), undone_note = CAST(:note AS text)
WHERE id = CAST(:review AS bigint)
