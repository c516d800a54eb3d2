-- Which offers a name means that is no id: those of the first step that knows any. A name may begin
-- with a seller, as we or a list call it; without one the maker's own offer comes first. Nobody is
-- given a neighbour: a name that no step knows means nothing.
--   case        the id, but for upper case
--   spelling    dots, underscores and @ are dashes
--   path        without what a vendor puts before the id (models/, publishers/, an ARN)
--   geography   without the zone of Bedrock; its price is another, so `region` says which
--   suffix      without a route of OpenRouter's that changes no price of a token
--   newest      the newest dated release of an undated or -latest name
--   undated     the undated name of a release that is not listed by its date
--   canonical   every offer of the model whose canonical id or name it is
CREATE OR REPLACE FUNCTION resolved_models(asked text)
  RETURNS TABLE (model_id text, canonical_id text, resolved_by text, region text)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  WITH bounded AS (
    SELECT left(asked, 300) AS name WHERE length(asked) <= 300
  ), known_seller AS (
    SELECT p.slug AS seller, substr(b.name, strpos(b.name, '/') + 1) AS id
    FROM bounded b
    JOIN providers p ON p.kind <> 'reference' AND (
      p.slug = lower(split_part(b.name, '/', 1))
      OR EXISTS (
        SELECT FROM jsonb_each(p.names) n
        WHERE n.value ? split_part(b.name, '/', 1)
      )
    )
    WHERE strpos(b.name, '/') > 0
  ), sellers AS (
    -- whoever names a seller means that seller
    SELECT * FROM known_seller
    UNION
    SELECT NULL, name FROM bounded WHERE NOT EXISTS (SELECT FROM known_seller)
    UNION
    SELECT 'bedrock', a.arn[2]
    FROM bounded b
    CROSS JOIN LATERAL regexp_match(
      b.name, '^arn:aws[a-z-]*:bedrock:([a-z0-9-]*):\d*:(?:inference-profile|foundation-model)/(.+)$'
    ) AS a (arn)
    WHERE a.arn IS NOT NULL
  ), named AS (
    SELECT s.seller, f.id, f.place, f.region
    FROM sellers s
    CROSS JOIN LATERAL (
      SELECT s.id, CASE WHEN starts_with(asked, 'arn:') THEN 3 ELSE 1 END AS place, NULL AS region
      UNION ALL
      SELECT
        regexp_replace(s.id, '^(publishers/[^/]+/|accounts/[^/]+/)?models/|@default$', ''), 3, NULL
      WHERE s.id ~ '^(publishers/[^/]+/|accounts/[^/]+/)?models/|@default$'
      UNION ALL
      SELECT g.found[2], 4, g.found[1]
      FROM regexp_match(s.id, '^(us|eu|apac|jp|au|ca|global|us-gov)\.([a-z0-9-]+\..+)$') AS g (found)
      WHERE g.found IS NOT NULL AND coalesce(s.seller, 'bedrock') = 'bedrock'
      UNION ALL
      SELECT regexp_replace(s.id, ':(nitro|floor|online)$', ''), 5, NULL
      WHERE s.id ~ ':(nitro|floor|online)$' AND s.seller = 'openrouter'
    ) f
  ), offers AS (
    SELECT m.id, n.place + CASE WHEN lower(m.provider_model_id) = lower(n.id) THEN 0 ELSE 1 END
      AS place, n.region, n.seller
    FROM named n
    JOIN models m
      ON spelling(m.provider_model_id) = spelling(n.id)
      AND m.provider = coalesce(n.seller, m.provider)
    WHERE n.place = 1 OR lower(m.provider_model_id) = lower(n.id)
    UNION ALL
    -- the newest dated release: what follows the name is a date and nothing else
    (
      SELECT d.id, 6, NULL, d.seller
      FROM (
        SELECT m.id, n.seller, rank() OVER (
          PARTITION BY m.provider ORDER BY substr(spelling(m.provider_model_id), length(n.stem) + 2) DESC
        ) AS newest
        FROM (
          SELECT seller, regexp_replace(spelling(id), '-latest$', '') AS stem
          FROM named WHERE place = 1
        ) n
        JOIN models m
          ON spelling(m.provider_model_id) LIKE replace(n.stem, '%', '') || '-%'
          AND m.provider = coalesce(n.seller, m.provider) AND m.is_active
        WHERE substr(spelling(m.provider_model_id), length(n.stem) + 2)
          ~ '^(20\d\d-?\d\d-?\d\d|2[0-9](0[1-9]|1[0-2]))$'
      ) d
      WHERE d.newest = 1
    )
    UNION ALL
    SELECT m.id, 7, NULL, n.seller
    FROM named n
    JOIN models m
      ON spelling(m.provider_model_id)
        = regexp_replace(spelling(n.id), '-(20\d\d-?\d\d-?\d\d|2[0-9](0[1-9]|1[0-2]))$', '')
      AND m.provider = coalesce(n.seller, m.provider)
    WHERE n.place = 1 AND spelling(n.id) ~ '-(20\d\d-?\d\d-?\d\d|2[0-9](0[1-9]|1[0-2]))$'
    UNION ALL
    SELECT m.id, 8, NULL, NULL
    FROM bounded b
    JOIN canonical_models c ON c.id = lower(b.name) OR split_part(c.id, '/', 2) = lower(b.name)
    JOIN models m ON m.canonical_id = c.id AND m.is_active
  ), ranked AS (
    SELECT
      m.model_id, m.canonical_id, m.provider, o.region, o.place, o.seller,
      o.made AS is_maker, m.is_active,
      rank() OVER (ORDER BY o.place) AS first,
      bool_or(o.made) OVER (PARTITION BY o.place) AS has_maker,
      bool_or(m.is_active) OVER (PARTITION BY o.place) AS has_active
    FROM (
      -- a lab's twin for one country is not the place where its models are at home
      SELECT f.*, p.kind = 'lab' AND p.slug <> 'zhipuai' AND p.slug NOT LIKE '%-cn' AS made
      FROM offers f
      JOIN models m ON m.id = f.id
      JOIN providers p ON p.slug = m.provider
    ) o
    JOIN models m ON m.id = o.id AND m.document IS NOT NULL
  )
  SELECT DISTINCT
    r.model_id, r.canonical_id,
    (ARRAY['case', 'spelling', 'path', 'geography', 'suffix', 'newest', 'undated', 'canonical'])[r.place],
    r.region
  FROM ranked r
  WHERE r.first = 1 AND r.is_active = r.has_active
    AND (r.place = 8 OR r.seller IS NOT NULL OR r.is_maker = r.has_maker)
  ORDER BY r.model_id;
END;
