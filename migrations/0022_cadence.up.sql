-- What an operator sets per provider without a deploy: at which hour its cadence begins, which
-- numbers its guards go by, and how many failures in a row are told. Who took a decision on a held
-- price back, and a name for each disagreement.

-- How the numbers of the guards are bounded; pricebook.admin.providers.Guards says the same.
CREATE FUNCTION guards_are_known(guards jsonb) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT CASE WHEN jsonb_typeof(guards) = 'object' THEN
    (
      SELECT coalesce(bool_and(coalesce(
        CASE WHEN jsonb_typeof(g.value) = 'number' THEN
          (g.value #>> '{}')::numeric BETWEEN b.least AND b.most
          AND (NOT b.whole OR (g.value #>> '{}')::numeric % 1 = 0)
        END,
        false
      )), true)
      FROM jsonb_each(guards) AS g
      LEFT JOIN (VALUES
        ('shrink_floor', 0, 1, false), ('reject_ceiling', 0, 1, false), ('misses', 1, 1000, true),
        ('jump_factor', 1, 1000000000, false), ('alike_factor', 1, 1000000000, false),
        ('slip_factor', 1, 1000000000, false), ('slip_sellers', 1, 1000, true),
        ('absurd_below', 0, 1000000, false), ('absurd_above', 0, 1000000, false),
        ('sibling_factor', 1, 1000000000, false)
      ) AS b (key, least, most, whole) USING (key)
    )
  ELSE false END;
END;

-- As operators write a cadence, and as programs read it: PT6H, P1D.
CREATE FUNCTION iso_duration(length interval) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  SET intervalstyle = 'iso_8601'
  RETURN length::text;

ALTER TABLE providers
  ADD COLUMN sync_at     time,                          -- in UTC: the cadence is counted from it
  ADD COLUMN guards      jsonb NOT NULL DEFAULT '{}',   -- instead of the numbers in settings.py
  ADD COLUMN alert_after integer,                       -- failures in a row; NULL as in settings.py
  ADD CONSTRAINT guards_are_known CHECK (guards_are_known(guards)),
  ADD CONSTRAINT alert_after_is_a_count CHECK (alert_after BETWEEN 1 AND 1000),
  -- a month has no length, so nothing can be counted in it
  ADD CONSTRAINT interval_has_a_length CHECK (
    isfinite(sync_interval) AND extract(year FROM sync_interval) = 0
    AND extract(month FROM sync_interval) = 0
  );

-- How a provider is run, and how it does. Numbers are told as text.
CREATE FUNCTION conduct_of(provider text, defaults jsonb) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT json_build_object(
    'slug', p.slug, 'name', p.name, 'kind', p.kind, 'website', p.website, 'docs_url', p.docs_url,
    'key_name', p.key_name, 'is_active', p.is_active,
    'sync_interval', iso_duration(p.sync_interval), 'sync_at', to_char(p.sync_at, 'HH24:MI'),
    'alert_after', p.alert_after,
    'guards', (SELECT coalesce(json_object_agg(key, value), '{}') FROM jsonb_each_text(p.guards)),
    'thresholds', (
      SELECT json_object_agg(key, value ORDER BY key)
      FROM (
        SELECT key, coalesce(p.guards ->> key, value) AS value FROM jsonb_each_text(defaults)
      ) AS t
    ),
    'health', h.health, 'freshness', h.freshness, 'last_run_status', h.last_run_status,
    'last_run_at', h.last_run_at, 'updated_at', p.updated_at
  )
  FROM providers p
  JOIN provider_health h ON h.slug = p.slug
  WHERE p.slug = conduct_of.provider;
END;

ALTER TABLE price_reviews
  ADD COLUMN undone_by text,
  ADD COLUMN undone_at timestamptz,
  ADD COLUMN undone_note text,
  ADD CONSTRAINT undone_by_someone_at_some_time CHECK ((undone_by IS NULL) = (undone_at IS NULL)),
  ADD CONSTRAINT undone_only_when_decided CHECK (
    undone_at IS NULL OR decision IN ('approved', 'rejected')
  );

-- What waits, or what became of it.
CREATE FUNCTION review_status(r price_reviews) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN (r).undone_at IS NOT NULL THEN 'undone' ELSE coalesce((r).decision, 'pending') END;

-- What the API tells of a held price; amounts are per the quantity that people quote.
CREATE FUNCTION review_report(r price_reviews) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT json_build_object(
    'id', (r).id, 'model_id', m.model_id, 'provider', m.provider, 'source', (r).source,
    'meter', (r).meter, 'per', t.per, 'conditions', (r).conditions,
    'old', json_strip_nulls(json_build_object(
      'state', coalesce((r).old_state, 'unknown'), 'amount', quoted((r).old_amount, t.per),
      'currency', (r).old_currency
    )),
    'new', json_strip_nulls(json_build_object(
      'state', (r).new_state, 'amount', quoted((r).new_amount, t.per),
      'currency', (r).new_currency
    )),
    'published', (r).published, 'reason', (r).reason, 'sample', (r).sample,
    'sync_run_id', (r).sync_run_id, 'created_at', (r).created_at, 'status', review_status(r),
    'decision', (r).decision, 'decided_by', (r).decided_by, 'decided_at', (r).decided_at,
    'note', (r).note, 'applied_at', (r).applied_at, 'undone_by', (r).undone_by,
    'undone_at', (r).undone_at, 'undone_note', (r).undone_note
  )
  FROM models m
  JOIN meters t ON t.name = (r).meter
  WHERE m.id = (r).model_id;
END;

-- The ledger row of the figure that is not believed, which names the disagreement.
CREATE OR REPLACE VIEW price_disagreements AS
SELECT
  m.model_id, c.meter, c.conditions,
  c.source AS trusted_source, c.amount AS trusted_amount,
  p.source AS other_source, p.amount AS other_amount,
  round(p.amount / nullif(c.amount, 0), 6) AS ratio, c.currency,
  lower(p.valid) AS observed_at, m.id, m.provider, p.id AS price_id
FROM current_prices c
JOIN models m ON m.id = c.model_id AND m.is_active
JOIN model_prices p
  ON p.model_id = c.model_id AND p.meter = c.meter AND p.conditions = c.conditions
  AND p.source <> c.source AND p.currency = c.currency
  AND upper_inf(p.recorded) AND p.valid @> now()
WHERE abs(p.amount - c.amount) > 0.02 * greatest(p.amount, c.amount)
  AND NOT EXISTS (
    SELECT FROM price_dismissals d
    WHERE d.model_id = p.model_id AND d.source = p.source AND d.meter = p.meter
      AND d.conditions = p.conditions AND d.expires_at > now()
  );
