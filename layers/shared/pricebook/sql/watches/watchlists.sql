-- Watch-lists of their owners. Statements answer a body as JSON text.

-- name: unknown
-- The first id that nothing has, with what it should be an id of.
SELECT named.kind, named.id
FROM (
  SELECT 'model' AS kind, unnest(CAST(:models AS text[])) AS id
  UNION ALL SELECT 'canonical model', unnest(CAST(:canonical_ids AS text[]))
  UNION ALL SELECT 'provider', unnest(CAST(:providers AS text[]))
) named
WHERE NOT EXISTS (SELECT FROM models m WHERE named.kind = 'model' AND m.model_id = named.id)
  AND NOT EXISTS (
    SELECT FROM canonical_models c WHERE named.kind = 'canonical model' AND c.id = named.id
  )
  AND NOT EXISTS (SELECT FROM providers p WHERE named.kind = 'provider' AND p.slug = named.id)
LIMIT 1

-- name: count
SELECT count(*) FROM watches WHERE owner = CAST(:owner AS text) AND name <> CAST(:name AS text)

-- name: save
-- A watch that is saved again keeps its secret and what waits for it, and is enabled.
INSERT INTO watches (
  owner, name, models, canonical_ids, providers, filter, kinds, min_percent, ends_within_days,
  cheaper_than, webhook, alerts, secret, feed_key
) VALUES (
  CAST(:owner AS text), CAST(:name AS text), CAST(:models AS text[]),
  CAST(:canonical_ids AS text[]), CAST(:providers AS text[]), CAST(:filter AS jsonb),
  CAST(:kinds AS text[]), CAST(:min_percent AS numeric), CAST(:ends_within_days AS integer),
  CAST(:cheaper_than AS text), CAST(:webhook AS text), CAST(:alerts AS boolean),
  CAST(:secret AS text), CAST(:feed_key AS text)
)
ON CONFLICT (owner, name) DO UPDATE SET
  models = excluded.models, canonical_ids = excluded.canonical_ids,
  providers = excluded.providers, filter = excluded.filter, kinds = excluded.kinds,
  min_percent = excluded.min_percent, ends_within_days = excluded.ends_within_days,
  cheaper_than = excluded.cheaper_than, webhook = excluded.webhook, alerts = excluded.alerts,
  disabled_at = NULL, disabled_because = NULL, updated_at = now()
RETURNING secret = CAST(:secret AS text)

-- name: watch
SELECT json_build_object(
  'name', w.name, 'models', w.models, 'canonical_ids', w.canonical_ids,
  'providers', w.providers, 'filter', w.filter, 'kinds', w.kinds,
  'min_percent', CAST(w.min_percent AS text), 'ends_within_days', w.ends_within_days,
  'cheaper_than', w.cheaper_than, 'webhook', w.webhook, 'alerts', w.alerts,
  'created_at', w.created_at, 'updated_at', w.updated_at,
  'waiting', (
    SELECT count(*) FROM watch_changes c
    LEFT JOIN watch_deliveries d ON d.id = c.delivery_id
    WHERE c.watch_id = w.id AND w.webhook IS NOT NULL AND d.delivered_at IS NULL
  ),
  'last_delivery', (
    SELECT json_strip_nulls(json_build_object(
      'id', d.id, 'attempts', d.attempts, 'attempted_at', d.attempted_at,
      'delivered_at', d.delivered_at, 'answer', d.answer
    ))
    FROM watch_deliveries d WHERE d.watch_id = w.id AND d.attempts > 0
    ORDER BY d.created_at DESC LIMIT 1
  ),
  'disabled_at', w.disabled_at, 'disabled_because', w.disabled_because
)::text
FROM watches w
WHERE w.owner = CAST(:owner AS text)
  AND (CAST(:name AS text) IS NULL OR w.name = CAST(:name AS text))
ORDER BY w.name

-- name: delete
WITH gone AS (
  DELETE FROM watches WHERE owner = CAST(:owner AS text) AND name = CAST(:name AS text)
  RETURNING name
)
SELECT name FROM gone

-- name: atom
-- The last hundred changes as an Atom feed (RFC 4287), for whoever knows its key.
WITH entries AS (
  SELECT
    string_agg(concat(
      '<entry><id>', xml_text(CAST(:tag AS text)), ':', xml_text(change), '</id>',
      '<title>', xml_text(body ->> 'title'), '</title>',
      '<published>', to_json(at) #>> '{}', '</published>',
      '<updated>', to_json(at) #>> '{}', '</updated>',
      '<category term="', xml_text(body ->> 'kind'), '"/>',
      '<link rel="alternate" href="',
      xml_text(CAST(:base AS text)), '/v1/models/', address_of(body ->> 'model_id'), '"/>',
      '<summary>', xml_text(body ->> 'summary'), '</summary></entry>'
    ), '' ORDER BY id DESC) AS text,
    max(at) AS newest
  FROM (
    SELECT c.* FROM watch_changes c
    JOIN watches w ON w.id = c.watch_id
    WHERE w.feed_key = CAST(:feed_key AS text) AND w.name = CAST(:name AS text)
    ORDER BY c.id DESC LIMIT 100
  ) latest
)
SELECT concat(
  '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">',
  '<id>', xml_text(CAST(:tag AS text)), ':watch:', w.id, '</id>',
  '<title>Pricebook watch ', xml_text(w.name), '</title>',
  '<updated>', to_json(coalesce(newest, w.updated_at)) #>> '{}', '</updated>',
  '<author><name>Pricebook</name></author>', entries.text, '</feed>'
)
FROM watches w
CROSS JOIN entries
WHERE w.feed_key = CAST(:feed_key AS text) AND w.name = CAST(:name AS text)
