-- How the outbox is emptied. A watch has one open delivery at most, and after each attempt a minute
-- passes at least; what comes meanwhile waits for the next.

-- name: batch
WITH made AS (
  INSERT INTO watch_deliveries (watch_id)
  SELECT w.id
  FROM watches w
  WHERE w.webhook IS NOT NULL AND w.disabled_at IS NULL
    AND EXISTS (
      SELECT FROM watch_changes c WHERE c.watch_id = w.id AND c.delivery_id IS NULL
    )
    AND NOT EXISTS (
      SELECT FROM watch_deliveries d
      WHERE d.watch_id = w.id AND d.attempted_at > now() - interval '1 minute'
    )
  ON CONFLICT (watch_id) WHERE delivered_at IS NULL AND given_up_at IS NULL DO NOTHING
  RETURNING id, watch_id
)
UPDATE watch_changes c SET delivery_id = next.delivery_id
FROM (
  SELECT made.id AS delivery_id, waiting.id
  FROM made
  CROSS JOIN LATERAL (
    SELECT n.id FROM watch_changes n
    WHERE n.watch_id = made.watch_id AND n.delivery_id IS NULL
    ORDER BY n.id LIMIT CAST(:size AS integer)
  ) waiting
) next
WHERE c.id = next.id

-- name: claim
-- A claim counts as an attempt, so that whoever dies with it has not stopped the others for longer
-- than one pause.
WITH claimed AS (
  UPDATE watch_deliveries d SET
    attempts = attempts + 1, attempted_at = now(),
    next_try_at = now() + least(interval '4 hours', interval '1 minute' * 2 ^ attempts)
  WHERE id IN (
    SELECT o.id
    FROM watch_deliveries o
    JOIN watches w ON w.id = o.watch_id AND w.webhook IS NOT NULL AND w.disabled_at IS NULL
    WHERE o.delivered_at IS NULL AND o.given_up_at IS NULL AND o.next_try_at <= now()
    ORDER BY o.next_try_at LIMIT CAST(:number AS integer)
    FOR UPDATE OF o SKIP LOCKED
  )
  RETURNING id, watch_id, created_at
)
SELECT
  d.id::text, w.webhook, w.secret,
  json_build_object(
    'type', 'watch.changes', 'timestamp', d.created_at, 'data', json_build_object('watch', w.name)
  )::text,
  (SELECT json_agg(c.body ORDER BY c.id)::text FROM watch_changes c WHERE c.delivery_id = d.id)
FROM claimed d
JOIN watches w ON w.id = d.watch_id

-- name: delivered
UPDATE watch_deliveries SET delivered_at = now(), answer = NULL
WHERE id = CAST(:delivery AS uuid)

-- name: failed
UPDATE watch_deliveries SET answer = CAST(:answer AS text) WHERE id = CAST(:delivery AS uuid)

-- name: give_up
-- Its changes stay in the outbox: whoever saves the watch again is told of them.
WITH over AS (
  UPDATE watch_deliveries SET given_up_at = now()
  WHERE id = CAST(:delivery AS uuid) AND created_at < now() - CAST(:patience AS interval)
    AND delivered_at IS NULL
  RETURNING id, watch_id, attempts, answer
), waiting AS (
  UPDATE watch_changes SET delivery_id = NULL WHERE delivery_id IN (SELECT id FROM over)
), disabled AS (
  UPDATE watches w SET
    disabled_at = now(),
    disabled_because = format('the receiver failed %s times in a day; at last %s', attempts, answer)
  FROM over
  WHERE w.id = over.watch_id
  RETURNING w.owner, w.name, w.disabled_because
)
INSERT INTO alerts (kind, subject, occasion, title, message, closed_at)
SELECT
  'watch', owner || '/' || name, now()::text, format('watch %s of %s is disabled', name, owner),
  format(
    E'Nothing is sent to its webhook any more: %s.\nWhat to do: let %s look at the receiver, and'
      ' send PUT /v1/watches/%s again. What was not delivered is delivered then.',
    disabled_because, owner, name
  ),
  now()
FROM disabled

-- name: tell_operators
-- One message for each watch whose owner is an operator and wants it in the channels for alerts.
WITH waiting AS (
  SELECT
    w.id, w.name, w.owner, count(*) AS changes,
    string_agg('- ' || (c.body ->> 'title'), E'\n' ORDER BY c.id)
      FILTER (WHERE c.position <= 20) AS titles
  FROM watches w
  JOIN (
    SELECT *, row_number() OVER (PARTITION BY watch_id ORDER BY id) AS position
    FROM watch_changes WHERE alert_id IS NULL
  ) c ON c.watch_id = w.id
  WHERE w.alerts
  GROUP BY w.id
), told AS (
  INSERT INTO alerts (kind, subject, occasion, title, message, closed_at)
  SELECT
    'watch', owner || '/' || name, id::text, format('%s changes on watch %s', changes, name),
    concat_ws(E'\n', titles, CASE WHEN changes > 20 THEN format('and %s more', changes - 20) END),
    now()
  FROM waiting
  RETURNING id, occasion
)
UPDATE watch_changes c SET alert_id = told.id
FROM told
WHERE c.watch_id = CAST(told.occasion AS bigint) AND c.alert_id IS NULL

-- name: forget
-- What nobody waits for any more; a delivery goes at the tick after its changes.
WITH emptied AS (
  DELETE FROM watch_deliveries d
  WHERE d.created_at < now() - CAST(:kept AS interval)
    AND (d.delivered_at IS NOT NULL OR d.given_up_at IS NOT NULL)
    AND NOT EXISTS (SELECT FROM watch_changes c WHERE c.delivery_id = d.id)
)
DELETE FROM watch_changes c
USING watches w
WHERE w.id = c.watch_id AND c.at < now() - CAST(:kept AS interval)
  AND (w.webhook IS NULL OR EXISTS (
    SELECT FROM watch_deliveries d WHERE d.id = c.delivery_id AND d.delivered_at IS NOT NULL
  ))
