-- Prices that an answer no longer states: each stays, marked as unconfirmed, until enough complete
-- runs over enough hours have missed it. On the temporary tables of models.sql and prices.sql.

-- name: forget_present
-- A price that is stated again was never gone.
WITH present AS (
  DELETE FROM price_absences a USING published p
  WHERE a.model_id = p.model_id AND a.source = 'database' AND a.meter = p.meter
    AND a.conditions = p.conditions
  RETURNING a.model_id
)
INSERT INTO touched (id, reason) SELECT DISTINCT model_id, 'marked' FROM present
ON CONFLICT (id) DO NOTHING

-- name: count_absences
-- With counted false the run itself is in doubt: what it misses is marked, and no step nearer to its
-- end.
WITH missed AS (
  INSERT INTO price_absences AS a (model_id, source, meter, conditions, misses)
  SELECT
    model_id, 'database', meter, conditions, CASE WHEN CAST(:counted AS boolean) THEN 1 ELSE 0 END
  FROM price_changes
  WHERE new_state IS NULL
  ON CONFLICT (model_id, source, meter, conditions) DO UPDATE SET
    misses = least(a.misses + excluded.misses, 1000)
  RETURNING a.model_id, a.since
)
INSERT INTO touched (id, reason) SELECT DISTINCT model_id, 'marked' FROM missed WHERE since = now()
ON CONFLICT (id) DO NOTHING

-- name: keep_unconfirmed
-- What was not missed for long enough leaves the changes again; the rest ends when it was missed
-- first. A price that waits for confirmation keeps the whole card of its model.
DELETE FROM price_changes c
WHERE new_state IS NULL
  AND (
    NOT CAST(:counted AS boolean)
    OR NOT EXISTS (
      SELECT FROM price_absences a
      WHERE a.model_id = c.model_id AND a.source = 'database' AND a.meter = c.meter
        AND a.conditions = c.conditions AND a.misses >= :misses
        AND a.since <= now() - make_interval(hours => CAST(:miss_hours AS integer))
    )
    OR EXISTS (SELECT FROM held h WHERE h.model_id = c.model_id)
  )

-- name: date_absences
WITH ended AS (
  DELETE FROM price_absences a USING price_changes c
  WHERE c.new_state IS NULL AND a.model_id = c.model_id AND a.source = 'database'
    AND a.meter = c.meter AND a.conditions = c.conditions
  RETURNING a.*
)
INSERT INTO change_times (model_id, meter, conditions, ended, began)
SELECT model_id, meter, conditions, since, since FROM ended

-- name: forget_gone
-- Of a model that is gone every price has ended.
DELETE FROM price_absences a USING touched t
WHERE t.reason = 'deactivated' AND a.model_id = t.id
