-- What the API answers. Every statement of a body returns at most one row: the body as text, what
-- its ETag is made of, when it last changed, and how many items the whole list has. No row means
-- that there is no such provider or model, or nothing at all; slugs tells which.
-- A body comes as head, data and tail: each || of eight megabytes would cost four milliseconds.

-- name: model
-- What the document says, who else sells the same, and how it scored.
WITH asked AS (
  SELECT
    m.id, m.canonical_id, m.updated_at, dated(m.id, m.document, (SELECT due_ids())) AS document, s.last_seen_at
  FROM models m
  LEFT JOIN sightings s ON s.model_id = m.id
  WHERE m.model_id = CAST(:model_id AS text) AND m.document IS NOT NULL AND is_offer(m)
), others AS (
  SELECT
    m.model_id AS id, m.provider, dated(m.id, m.document, (SELECT due_ids())) -> 'pricing' AS pricing,
    m.updated_at
  FROM models m
  JOIN asked USING (canonical_id)
  WHERE m.is_active AND m.id <> asked.id AND m.document IS NOT NULL
  ORDER BY m.model_id LIMIT 50
), listed AS (
  SELECT
    coalesce(json_agg(json_build_object(
      'id', id, 'provider', provider, 'pricing', pricing
    ) ORDER BY id), '[]')::text AS siblings,
    max(updated_at) AS updated_at
  FROM others
)
SELECT
  '{"data":' || left(sighted(document, last_seen_at), -1),
  ',"benchmarks":' || scores || ',"siblings":' || siblings || '}',
  ',"meta":' || json_build_object(
    'last_updated', greatest(asked.updated_at, listed.updated_at)
  ) || '}',
  md5(document::text || scores || siblings),
  greatest(asked.updated_at, listed.updated_at),
  NULL
FROM asked
CROSS JOIN listed
CROSS JOIN LATERAL benchmarks_of(asked.id) AS scores

-- name: providers
WITH listed AS (
  SELECT
    json_agg(json_build_object(
      'slug', h.slug, 'name', h.name, 'website', h.website, 'kind', h.kind,
      'is_active', h.is_active,
      'told_by', h.told_by,
      'models', coalesce(c.models, 0), 'priced_models', coalesce(c.priced_models, 0),
      'coverage_by_reason', y.reasons,
      'last_run_status', h.last_run_status, 'last_run_at', h.last_run_at,
      'age_seconds', h.age_seconds, 'health', h.health
    ) ORDER BY h.slug) AS items,
    count(*) AS total,
    coalesce(max(h.last_run_at), now()) AS changed_at
  FROM provider_health h
  LEFT JOIN provider_coverage c ON c.provider = h.slug
  LEFT JOIN coverage_by_reason y ON y.provider = h.slug
  WHERE h.kind <> 'reference'
)
SELECT
  '{"data":',
  items::text,
  ',"meta":' || json_build_object('total', total, 'last_updated', changed_at) || '}',
  md5(items::text),
  changed_at,
  total
FROM listed
WHERE total > 0

-- name: provider
-- One provider, or a reference list, which is synchronised like one.
WITH runs AS (
  SELECT * FROM sync_runs
  WHERE provider = CAST(:provider AS text) AND completed_at IS NOT NULL
  ORDER BY started_at DESC LIMIT 10
), asked AS MATERIALIZED (
  SELECT
    row_to_json(t)::text AS body,
    greatest(h.last_run_at, p.updated_at) AS changed_at
  FROM provider_health h
  JOIN providers p USING (slug)
  LEFT JOIN provider_coverage c ON c.provider = h.slug
  LEFT JOIN open_reviews o ON o.provider = h.slug
  CROSS JOIN LATERAL (
    SELECT
      h.slug,
      h.name,
      h.website,
      p.docs_url,
      h.kind,
      h.is_active,
      extract(epoch FROM p.sync_interval)::bigint AS sync_interval_seconds,
      coalesce(c.models, 0) AS models,
      coalesce(c.priced_models, 0) AS priced_models,
      round(c.priced_models::numeric / c.models, 4) AS coverage,
      (SELECT y.reasons FROM coverage_by_reason y WHERE y.provider = h.slug) AS coverage_by_reason,
      coalesce(o.reviews, 0) AS open_reviews,
      (
        SELECT coalesce(sum(d.disagreements), 0)
        FROM models m
        CROSS JOIN LATERAL (
          SELECT count(*) AS disagreements FROM price_disagreements WHERE id = m.id
        ) d
        WHERE m.provider = h.slug AND m.is_active
          AND m.price_states && '{known,free,dynamic}'
          -- where only the provider tells, nobody disagrees
          AND EXISTS (
            SELECT FROM model_prices p
            WHERE p.model_id = m.id AND upper_inf(p.recorded) AND p.source <> 'database'
            UNION ALL
            SELECT FROM resolutions z WHERE z.model_id = m.id
          )
      ) AS disagreements,
      h.last_run_status,
      h.last_run_at,
      h.age_seconds,
      h.freshness,
      h.health,
      p.ended_on,
      p.successor,
      (SELECT coalesce(json_agg(run_report(r) ORDER BY r.started_at DESC), '[]') FROM runs r)
        AS last_runs
  ) AS t
  WHERE h.slug = CAST(:provider AS text)
)
SELECT
  '{"data":',
  body,
  ',"meta":' || json_build_object('last_updated', changed_at) || '}',
  md5(body),
  changed_at,
  NULL
FROM asked

-- name: status
-- A run that failed says something of its seller only where its list could not be had: a wrong key,
-- a guard or a defect is ours.
WITH asked AS (
  SELECT
    provider, CAST(started_at AT TIME ZONE 'UTC' AS date) AS day,
    round(avg(CAST(status <> 'failed' AS integer)), 3) AS share
  FROM sync_runs
  WHERE started_at >= date_trunc('day', now(), 'UTC') - interval '13 days'
    AND (
      status IN ('success', 'partial')
      OR status = 'failed'
      AND errors @? '$[*] ? (@.category == "network" || @.category == "rate_limit" || @.category == "format")'
    )
  GROUP BY provider, day
), answers AS (
  SELECT s.provider, json_agg(a.share ORDER BY d.day) AS days
  FROM (SELECT DISTINCT provider FROM asked) s
  CROSS JOIN (
    SELECT CAST(now() AT TIME ZONE 'UTC' AS date) - n AS day FROM generate_series(0, 13) AS g (n)
  ) d
  LEFT JOIN asked a ON a.provider = s.provider AND a.day = d.day
  GROUP BY s.provider
), listed AS (
  SELECT
    json_agg(json_build_object(
      'slug', h.slug, 'is_active', h.is_active, 'health', h.health, 'freshness', h.freshness,
      'age_seconds', h.age_seconds,
      'told_by', h.told_by,
      'models', coalesce(c.models, 0), 'priced_models', coalesce(c.priced_models, 0),
      'coverage_by_reason', y.reasons,
      'coverage', round(c.priced_models::numeric / c.models, 4),
      'open_reviews', coalesce(o.reviews, 0),
      'answered', a.days,
      'last_run', CASE WHEN r.id IS NOT NULL THEN run_report(r) END
    ) ORDER BY h.slug) AS items,
    json_build_object(
      'providers', count(*),
      'healthy', count(*) FILTER (WHERE h.health = 'healthy'),
      'degraded', count(*) FILTER (WHERE h.health = 'degraded'),
      'failing', count(*) FILTER (WHERE h.health = 'failing'),
      'unknown', count(*) FILTER (WHERE h.health = 'unknown'),
      'models', coalesce(sum(c.models), 0), 'priced_models', coalesce(sum(c.priced_models), 0),
      'coverage', round(sum(c.priced_models) / sum(c.models), 4),
      'coverage_by_reason', (
        SELECT json_object_agg(reason, offers ORDER BY reason)
        FROM (
          SELECT r.key AS reason, sum(CAST(r.value AS text)::bigint) AS offers
          FROM coverage_by_reason y CROSS JOIN LATERAL json_each(y.reasons) r
          GROUP BY r.key
        ) AS counted
      ),
      'open_reviews', coalesce(sum(o.reviews), 0)
    ) AS totals,
    count(*) AS total,
    coalesce(max(h.last_run_at), now()) AS changed_at
  FROM provider_health h
  LEFT JOIN provider_coverage c ON c.provider = h.slug
  LEFT JOIN coverage_by_reason y ON y.provider = h.slug
  LEFT JOIN open_reviews o ON o.provider = h.slug
  LEFT JOIN answers a ON a.provider = h.slug
  LEFT JOIN sync_runs r ON r.id = h.last_run_id
  WHERE h.health <> 'ended'
), said AS (
  SELECT
    coalesce(json_agg(json_build_object(
      'feed', feed, 'prices', prices, 'inexpressible', inexpressible
    ) ORDER BY feed), '[]') AS feeds
  FROM feed_coverage
)
SELECT
  '{"data":',
  json_build_object('providers', items, 'totals', totals, 'feeds', feeds)::text,
  ',"meta":' || json_build_object('last_updated', changed_at) || '}',
  md5(items::text || feeds::text),
  changed_at,
  total
FROM listed, said
WHERE total > 0

-- name: slugs
-- Nothing while there is no model: then every name is unknown, and the snapshot answers.
SELECT slug FROM providers WHERE EXISTS (SELECT FROM model_counts) ORDER BY slug

-- name: generation
SELECT generation FROM generations WHERE scope = :scope

-- name: answering
SELECT 1

-- name: snapshot
-- What `make snapshot` bundles: every active model, and who sells it.
SELECT
  json_build_object(
    'taken_at', now(),
    'providers', (
      SELECT json_agg(json_build_object(
        'slug', slug, 'name', name, 'website', website, 'kind', kind
      ) ORDER BY slug)
      FROM providers
    ),
    'data', (SELECT json_agg(document ORDER BY model_id) FROM models WHERE is_active)
  )::text

-- name: next_change
SELECT changes_at()
