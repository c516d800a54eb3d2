-- How a provider is run, and how it does. Numbers are told as text.
CREATE OR REPLACE FUNCTION conduct_of(provider text, defaults jsonb) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT json_build_object(
    'slug', p.slug, 'name', p.name, 'kind', p.kind, 'website', p.website, 'docs_url', p.docs_url,
    'key_name', p.key_name, 'is_active', p.is_active,
    'sync_interval', iso_duration(p.sync_interval), 'sync_at', to_char(p.sync_at, 'HH24:MI'),
    'sync_cron', p.sync_cron,
    'alert_after', p.alert_after, 'reviews', p.reviews,
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
