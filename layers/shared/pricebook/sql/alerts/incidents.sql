-- What operators are told. Each statement of the first part compares the present state with the open
-- alerts: it opens what has begun, closes what is over, and returns what it opened. Of any number of
-- callers one opens an alert; CAST(:provider AS text) IS NULL means all providers.

-- name: lock
SELECT pg_advisory_xact_lock(hashtext('pricebook alerts'))

-- name: open_failing
-- Counted are the cadences that went by without a good run, and not the attempts within them.
INSERT INTO alerts (kind, subject, title, message)
SELECT
  'failing', p.slug, format('%s failed %s times in a row', p.slug, f.failures),
  concat_ws(
    E'\n',
    format('The last error (%s): %s', e.told ->> 'category', e.told ->> 'sample'),
    'What to do: ' || (e.told ->> 'what_to_do'),
    'Its prices stay as they are, and it is tried again on schedule.',
    format('GET /v1/admin/sync-runs/%s tells of the last run.', f.last_run)
  )
FROM providers p
CROSS JOIN LATERAL (
  SELECT
    1 + floor(
      extract(epoch FROM max(r.started_at) - min(r.started_at))
      / extract(epoch FROM p.sync_interval) + 0.1  -- a tick is not to the second
    ) AS failures,
    (array_agg(r.id ORDER BY r.started_at DESC))[1] AS last_run,
    (array_agg(r.errors ORDER BY r.started_at DESC))[1] AS errors
  FROM sync_runs r
  WHERE r.provider = p.slug AND r.status = 'failed'
    AND r.started_at > coalesce((
      SELECT max(g.started_at) FROM sync_runs g
      WHERE g.provider = p.slug AND g.status IN ('success', 'partial')
    ), '-infinity')
) f
CROSS JOIN LATERAL (SELECT f.errors -> 0 AS told) e
WHERE f.failures >= coalesce(p.alert_after, CAST(:alert_after AS integer))
  AND p.slug = coalesce(CAST(:provider AS text), p.slug)
ON CONFLICT (kind, subject, occasion) WHERE closed_at IS NULL DO NOTHING
RETURNING kind, subject, title

-- name: open_recovered
-- Nobody is told that something is over who was not told that it had begun.
WITH recovered AS (
  UPDATE alerts a SET closed_at = now()
  FROM providers p
  CROSS JOIN LATERAL (
    SELECT * FROM sync_runs
    WHERE provider = p.slug AND status IN ('success', 'partial', 'failed')
    ORDER BY started_at DESC LIMIT 1
  ) r
  WHERE a.kind = 'failing' AND a.closed_at IS NULL AND a.subject = p.slug
    AND r.status <> 'failed' AND p.slug = coalesce(CAST(:provider AS text), p.slug)
  RETURNING a.subject, a.opened_at, a.sent_at, a.told_to, r.id AS run, r.status
)
INSERT INTO alerts (kind, subject, closed_at, title, message)
SELECT
  'recovered', subject, now(), subject || ' has recovered',
  format(
    E'Run %s was a %s, after failures that were told on %s UTC.\nWhat to do: nothing.',
    run, status, to_char(opened_at, 'YYYY-MM-DD HH24:MI')
  )
FROM recovered
WHERE sent_at IS NOT NULL OR told_to <> '{}'
RETURNING kind, subject, title

-- name: open_shrunk
WITH latest AS (
  SELECT p.slug, r.id, r.status, e.told
  FROM providers p
  CROSS JOIN LATERAL (
    SELECT * FROM sync_runs
    WHERE provider = p.slug AND status IN ('success', 'partial')
    ORDER BY started_at DESC LIMIT 1
  ) r
  LEFT JOIN LATERAL (
    SELECT told FROM jsonb_array_elements(r.errors) AS told
    WHERE told ->> 'what_to_do' = CAST(:shrunk AS text) LIMIT 1
  ) e ON true
  WHERE p.slug = coalesce(CAST(:provider AS text), p.slug)
), over AS (
  UPDATE alerts a SET closed_at = now()
  FROM latest l
  WHERE a.kind = 'shrunk' AND a.closed_at IS NULL AND a.subject = l.slug AND l.told IS NULL
)
INSERT INTO alerts (kind, subject, title, message)
SELECT
  'shrunk', slug, slug || ' lost most of its models',
  concat_ws(
    E'\n',
    format('Run %s saw %s.', id, told ->> 'sample'),
    'What to do: ' || (told ->> 'what_to_do'),
    format('POST /v1/admin/sync/%s?force=true does that.', slug)
  )
FROM latest
WHERE told IS NOT NULL
ON CONFLICT (kind, subject, occasion) WHERE closed_at IS NULL DO NOTHING
RETURNING kind, subject, title

-- name: open_held
-- One for each run that held something new; older ones were told, or are no news any more.
WITH over AS (
  UPDATE alerts a SET closed_at = now()
  WHERE a.kind = 'held' AND a.closed_at IS NULL AND a.occasion NOT LIKE 'review %'
    AND NOT EXISTS (
      SELECT FROM price_reviews v
      WHERE v.decision IS NULL AND v.sync_run_id::text = a.occasion
    )
), guards AS (
  SELECT
    provider, sync_run_id, reason, count(*) AS prices,
    string_agg('- ' || sample, E'\n' ORDER BY place) FILTER (WHERE place <= 5) AS samples
  FROM (
    SELECT
      m.provider, v.sync_run_id, v.reason, v.sample,
      row_number() OVER (PARTITION BY m.provider, v.sync_run_id, v.reason ORDER BY v.id) AS place
    FROM price_reviews v
    JOIN models m ON m.id = v.model_id
    WHERE v.decision IS NULL AND v.sync_run_id IS NOT NULL AND v.run_review_id IS NULL
      AND v.created_at > now() - interval '1 day'
      AND m.provider = coalesce(CAST(:provider AS text), m.provider)
  ) waiting
  GROUP BY provider, sync_run_id, reason
)
INSERT INTO alerts (kind, subject, occasion, title, message)
SELECT
  'held', provider, sync_run_id::text,
  format('prices of %s under review: %s', provider, sum(prices)),
  concat_ws(
    E'\n',
    format(
      'Run %s held back: %s.', sync_run_id,
      string_agg(format('%s (%s)', prices, reason), ', ' ORDER BY reason)
    ),
    string_agg(samples, E'\n' ORDER BY reason),
    'What to do: nothing for a jump or a new price that lasts; it is accepted once another source'
      ' or three runs over a day confirm it. What is absurd, or a slip of the unit, waits for you:'
      ' compare the provider''s own page, then approve or reject.',
    format('GET /v1/admin/reviews?provider=%s lists them.', provider)
  )
FROM guards
GROUP BY provider, sync_run_id
ON CONFLICT (kind, subject, occasion) WHERE closed_at IS NULL DO NOTHING
RETURNING kind, subject, title

-- name: open_held_runs
-- One for each run that is held as a whole; it is over when that is decided, by whomever.
WITH over AS (
  UPDATE alerts a SET closed_at = now()
  WHERE a.kind = 'held' AND a.closed_at IS NULL AND a.occasion LIKE 'review %'
    AND NOT EXISTS (
      SELECT FROM run_reviews r
      WHERE r.decision IS NULL AND a.occasion = 'review ' || r.id
    )
)
INSERT INTO alerts (kind, subject, occasion, title, message)
SELECT
  'held', r.provider, 'review ' || r.id,
  format('%s: %s, held', r.provider, r.sample),
  concat_ws(
    E'\n',
    format('Run %s changed %s prices in a way that looks like one mistake: %s.',
      r.sync_run_id, r.prices, r.sample),
    'The prices of before are served; models and facts were written.',
    'What to do: compare the provider''s own page, then approve or reject the run as a whole.',
    format('POST /v1/admin/run-reviews/%s/approve, or /reject.', r.id)
  )
FROM run_reviews r
WHERE r.decision IS NULL AND r.provider = coalesce(CAST(:provider AS text), r.provider)
ON CONFLICT (kind, subject, occasion) WHERE closed_at IS NULL DO NOTHING
RETURNING kind, subject, title

-- name: open_stale
-- Told only after a while: whoever was paused or asleep is stale at first, and then synchronises.
-- A provider that never had its key is not stale.
WITH stale AS (
  SELECT p.slug, p.sync_interval, s.completed_at
  FROM providers p
  LEFT JOIN LATERAL (
    SELECT completed_at FROM sync_runs
    WHERE provider = p.slug AND status IN ('success', 'partial')
    ORDER BY started_at DESC LIMIT 1
  ) s ON true
  LEFT JOIN LATERAL (
    SELECT status FROM sync_runs
    WHERE provider = p.slug AND status NOT IN ('queued', 'running')
    ORDER BY started_at DESC LIMIT 1
  ) r ON true
  WHERE p.is_active AND p.slug = ANY (CAST(:known AS text[]))
    AND (s.completed_at IS NOT NULL OR r.status IS DISTINCT FROM 'skipped')
    AND coalesce(s.completed_at, p.created_at)
      < now() - p.sync_interval * CAST(:stale_cadences AS integer)
), over AS (
  UPDATE alerts SET closed_at = now()
  WHERE kind = 'stale' AND closed_at IS NULL AND subject NOT IN (SELECT slug FROM stale)
)
INSERT INTO alerts (kind, subject, next_try_at, title, message)
SELECT
  'stale', slug, now() + CAST(:patience AS interval), slug || ' is stale',
  concat_ws(
    E'\n',
    coalesce(
      'Its last good run ended on ' || to_char(completed_at, 'YYYY-MM-DD HH24:MI') || ' UTC',
      'It never had a good run'
    ) || format('; it is due every %s.', sync_interval),
    'What to do: look at its last runs, and at the sync function if there are none.',
    format('GET /v1/admin/sync-runs?provider=%s lists them.', slug)
  )
FROM stale
ON CONFLICT (kind, subject, occasion) WHERE closed_at IS NULL DO NOTHING
RETURNING kind, subject, title

-- name: open_deprecations
-- One digest a day, the soonest first; what does not fit into it, or comes later, is tomorrow's.
WITH coming AS (
  SELECT m.id, m.model_id, d.ends, m.replacement
  FROM models m
  LEFT JOIN LATERAL (
    SELECT f.deprecation_date FROM reference_facts f
    JOIN price_sources s USING (source)
    WHERE f.model_id = m.id AND NOT m.pins ? 'deprecation_date'
    ORDER BY s.trust LIMIT 1
  ) f ON true
  CROSS JOIN LATERAL (SELECT coalesce(m.deprecation_date, f.deprecation_date) AS ends) d
  WHERE m.is_active
    AND (
      m.deprecation_date IS NOT NULL
      OR m.id IN (SELECT model_id FROM reference_facts WHERE deprecation_date >= current_date)
    )
    AND d.ends BETWEEN current_date AND current_date + CAST(:notice_days AS integer)
    AND NOT EXISTS (
      SELECT FROM deprecations_told t WHERE t.model_id = m.id AND t.deprecation_date = d.ends
    )
    AND NOT EXISTS (
      SELECT FROM alerts WHERE kind = 'deprecations' AND subject = current_date::text
    )
  ORDER BY d.ends, m.model_id
  LIMIT CAST(:digest AS integer)
), told AS (
  INSERT INTO deprecations_told (model_id, deprecation_date) SELECT id, ends FROM coming
)
INSERT INTO alerts (kind, subject, title, message)
SELECT
  'deprecations', current_date::text,
  format('models that end within %s days: %s', CAST(:notice_days AS integer), count(*)),
  concat_ws(
    E'\n',
    string_agg(
      format('- %s ends on %s', model_id, ends) || coalesce('; use ' || replacement, ''), E'\n'
      ORDER BY ends, model_id
    ),
    'What to do: move what still uses them to another model.',
    'GET /v1/changes?kind=deprecation lists what was announced.'
  )
FROM coming
HAVING count(*) > 0
RETURNING kind, subject, title

-- name: claim
-- Whoever claims an alert has this long to send it; then the next tick may.
WITH claimed AS (
  UPDATE alerts SET next_try_at = now() + CAST(:lease AS interval)
  WHERE id IN (
    SELECT id FROM alerts
    WHERE sent_at IS NULL AND next_try_at <= now()
      AND (closed_at IS NULL OR kind = 'recovered')
    ORDER BY id LIMIT CAST(:max_alerts AS integer)
    FOR UPDATE SKIP LOCKED
  )
  RETURNING id, title, message, told_to
)
SELECT id, title, message, told_to FROM claimed ORDER BY id

-- name: tell
UPDATE alerts SET told_to = array_append(told_to, CAST(:channel AS text)) WHERE id = :alert

-- name: settle
-- A digest is over once it is sent.
UPDATE alerts SET
  sent_at = now(),
  closed_at = CASE WHEN kind = 'deprecations' THEN now() ELSE closed_at END
WHERE id = ANY (CAST(:claimed AS bigint[])) AND told_to @> CAST(:channels AS text[])
