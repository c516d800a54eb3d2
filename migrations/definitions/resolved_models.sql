-- Which offers a name means that is no id: those of the first step that knows any. A name may begin
-- with a seller, as we or a list call it; without one the maker's own offer comes first, by whatever
-- step, and a model that others sell is meant with all of its offers. Nobody is given a neighbour: a
-- name that no step knows means nothing. `canonicals` are the canonical ids that the name is by its
-- words: whole, without what stands before its first slash, and both as people put them.
--   case        the id, but for upper case
--   spelling    dots, underscores, blanks and @ are dashes
--   path        without what a vendor or a seller puts before the id (models/, publishers/, an ARN)
--   geography   without the zone of a cloud; its price is another, so `region` says which
--   suffix      without a route of OpenRouter's that changes no price of a token
--   newest      the newest dated release of an undated or -latest name; at Bedrock also the version
--   undated     the name without its date or -latest, unless somebody lists the whole as another model
--   canonical   every offer of the model whose canonical id or name it is
--   elsewhere   the same, where one alone sells it, who is not its maker, and its maker sells others
CREATE OR REPLACE FUNCTION resolved_models(asked text, canonicals text[])
  RETURNS TABLE (model_id text, canonical_id text, resolved_by text, region text)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  WITH bounded AS (
    SELECT translate(asked, ' ', '-') AS name, p.parts[1] AS prefix, p.parts[2] AS rest
    FROM (SELECT regexp_match(translate(asked, ' ', '-'), '^([^/:]+)[/:](.+)$') AS parts) AS p
    WHERE length(asked) <= 300
  ), known_seller AS (
    SELECT p.slug AS seller, b.rest AS id, p.kind = 'lab' AS is_lab
    FROM bounded b
    JOIN providers p ON p.kind <> 'reference' AND (
      p.slug = spelling(b.prefix)
      OR EXISTS (
        SELECT FROM jsonb_each(p.names) n
        CROSS JOIN LATERAL jsonb_array_elements_text(n.value) AS v (name)
        WHERE v.name = b.prefix
          -- meta_llama is a door of Meta's, and meta-llama the maker in ids of everybody
          OR spelling(v.name) = spelling(b.prefix) AND NOT EXISTS (
            SELECT FROM models m WHERE split_part(m.canonical_id, '/', 1) = lower(b.prefix)
          )
      )
      OR p.kind = 'lab' AND spelling(b.prefix) = ANY (p.makes)
    )
  ), sellers AS (
    -- whoever names a seller means that seller; some paths and routes are of one seller alone
    SELECT seller, id, NULL AS region FROM known_seller
    UNION
    SELECT s.seller, b.name, NULL
    FROM bounded b
    CROSS JOIN LATERAL (
      VALUES
        (NULL, true),
        ('google-vertex', b.name ~ '@(20\d{6}|default)$|^(projects/.*/)?publishers/'),
        ('fireworks', starts_with(b.name, 'accounts/fireworks/'))
    ) AS s (seller, fits)
    WHERE s.fits AND NOT EXISTS (SELECT FROM known_seller)
    UNION
    SELECT 'openrouter', name, NULL FROM bounded WHERE name ~ '/.*:(nitro|floor|online)$'
    UNION
    -- a maker before a dot is how Bedrock writes ids
    SELECT 'bedrock', name, NULL FROM bounded
    WHERE name ~ '^((us|eu|apac|jp|au|ca|global|us-gov)\.)?[a-z0-9]*[a-z]\.[a-z][^/]*$'
    UNION
    -- what us-east-1 charges, us-west-2 charges too
    SELECT 'bedrock', a.arn[2], nullif(nullif(nullif(a.arn[1], ''), 'us-east-1'), 'us-west-2')
    FROM bounded b
    CROSS JOIN LATERAL regexp_match(
      b.name, '^arn:aws[a-z-]*:bedrock:([a-z0-9-]*):\d*:(?:inference-profile|foundation-model)/(.+)$'
    ) AS a (arn)
    WHERE a.arn IS NOT NULL
  ), named AS MATERIALIZED (
    SELECT s.seller, f.id, spelling(f.id) COLLATE "C" AS spelled, f.place, f.region
    FROM sellers s
    CROSS JOIN LATERAL (
      SELECT
        s.id,
        CASE WHEN NOT starts_with(asked, 'arn:') THEN 1 WHEN z.region IS NULL THEN 3 ELSE 4 END AS place,
        z.region
      -- a profile has its zone in its id
      FROM (SELECT CASE WHEN s.id !~ '^[a-z-]{2,6}\.[a-z0-9-]+\.' THEN s.region END AS region) z
      UNION ALL
      SELECT regexp_replace(
        s.id, '^(projects/[^/]+/locations/[^/]+/)?((publishers|accounts)/[^/]+/)?models/|@default$', ''
      ), 3, NULL
      WHERE s.id ~ '^(projects/[^/]+/locations/[^/]+/)?((publishers|accounts)/[^/]+/)?models/|@default$'
      UNION ALL
      -- an own tuning of a model costs what every tuning of it does
      SELECT t.tuned[1], 3, NULL FROM regexp_match(s.id, '^(ft:[^:]+):.') AS t (tuned)
      WHERE t.tuned IS NOT NULL
      UNION ALL
      SELECT g.zoned[2], 4, g.zoned[1]
      FROM regexp_match(s.id, '^(us|eu|apac|jp|au|ca|global|us-gov)\.([a-z0-9-]+\..+)$') AS g (zoned)
      WHERE g.zoned IS NOT NULL AND coalesce(s.seller, 'bedrock') = 'bedrock'
      UNION ALL
      SELECT z.parts[2], CASE WHEN z.parts[1] IS NULL THEN 3 ELSE 4 END,
        nullif(nullif(z.parts[1], 'us-east-1'), 'us-west-2')
      FROM regexp_match(
        s.id, '^(?:converse/|invoke/|converse_like/)?(?:([a-z]{2}(?:-[a-z]+)+-\d)/)?(.+)$'
      ) AS z (parts)
      WHERE s.seller = 'bedrock' AND z.parts[2] <> s.id
      UNION ALL
      SELECT z.parts[2], 4, z.parts[1]
      FROM regexp_match(s.id, '^(eu|us|global)(?:-standard)?/(.+)$') AS z (parts)
      WHERE z.parts IS NOT NULL AND s.seller = 'azure'
      UNION ALL
      SELECT regexp_replace(s.id, ':(nitro|floor|online)$', ''), 5, NULL
      WHERE s.id ~ ':(nitro|floor|online)$' AND s.seller = 'openrouter'
    ) f
  ), offers AS MATERIALIZED (
    SELECT
      m.id,
      n.place + CASE WHEN n.place = 1 AND lower(m.provider_model_id) <> lower(n.id) THEN 1 ELSE 0 END
        AS place,
      n.region, n.seller
    FROM named n
    -- OFFSET 0 lets the index be used, whatever the planner thinks of the number of sellers
    CROSS JOIN LATERAL (
      SELECT o.id, o.provider, o.provider_model_id FROM models o
      WHERE spelling(o.provider_model_id) COLLATE "C" = n.spelled OFFSET 0
    ) m
    WHERE m.provider = coalesce(n.seller, m.provider)
      AND (n.place <> 5 OR lower(m.provider_model_id) = lower(n.id))
    UNION ALL
    SELECT m.id, 3, NULL, n.seller
    FROM named n
    JOIN models m
      ON m.provider = n.seller AND m.provider_model_id LIKE '%/%'
      AND spelling(split_part(m.provider_model_id, '/', -1)) COLLATE "C" = n.spelled
    WHERE n.place = 1 AND n.id NOT LIKE '%/%'
    UNION ALL
    -- the newest dated release: what follows the name is a date, at Bedrock a version, and nothing else
    (
      SELECT d.id, 6, d.region, d.seller
      FROM (
        SELECT m.id, n.seller, n.region, rank() OVER (
          PARTITION BY m.provider, n.seller, n.region
          ORDER BY m.is_active DESC, regexp_replace(m.ending, '^-(\d\d)-(20\d\d)$', '-\2-\1') DESC
        ) AS newest
        FROM (
          SELECT
            seller, region, regexp_replace(spelled, '-latest$', '') AS stem,
            seller IS NOT DISTINCT FROM 'bedrock' AS versioned
          FROM named WHERE place IN (1, 3, 4)
        ) n
        CROSS JOIN LATERAL (
          SELECT
            o.id, o.provider, o.is_active,
            substr(spelling(o.provider_model_id), length(n.stem) + 1) AS ending
          FROM models o
          WHERE spelling(o.provider_model_id) COLLATE "C"
              >= n.stem || CASE WHEN n.versioned THEN '-' ELSE '-0' END
            AND spelling(o.provider_model_id) COLLATE "C"
              < n.stem || CASE WHEN n.versioned THEN ';' ELSE '-3' END
          OFFSET 0
        ) m
        WHERE m.provider = coalesce(n.seller, m.provider)
          AND (
            m.ending ~ '^-(20\d\d-?\d\d-?\d\d|2[0-9](0[1-9]|1[0-2])|(0[1-9]|1[0-2])-20\d\d)$'
            OR n.versioned AND m.ending ~ '^(-20\d{6})?(-v\d(:\d)?|-\d:\d|:\d)?$'
          )
      ) d
      WHERE d.newest = 1
    )
    UNION ALL
    -- what lists call an offer that its seller lists under another id
    SELECT m.stands_for, 6, NULL, n.seller
    FROM named n
    CROSS JOIN LATERAL (
      SELECT o.provider, o.stands_for FROM models o
      WHERE spelling(o.provider_model_id) COLLATE "C" = n.spelled OFFSET 0
    ) m
    WHERE m.stands_for IS NOT NULL AND n.place = 1 AND m.provider = coalesce(n.seller, m.provider)
    UNION ALL
    SELECT m.id, 7, NULL, n.seller
    FROM named n
    CROSS JOIN LATERAL (
      SELECT o.id, o.provider, o.canonical_id FROM models o
      WHERE spelling(o.provider_model_id) COLLATE "C"
        = regexp_replace(n.spelled, '-(latest|20\d\d-?\d\d-?\d\d|2[0-9](0[1-9]|1[0-2])|(0[1-9]|1[0-2])-20\d\d)$', '')
      OFFSET 0
    ) m
    WHERE n.place = 1 AND n.spelled ~ '-(latest|20\d\d-?\d\d-?\d\d|2[0-9](0[1-9]|1[0-2])|(0[1-9]|1[0-2])-20\d\d)$'
      AND m.provider = coalesce(n.seller, m.provider)
      AND NOT EXISTS (
        SELECT FROM models o
        WHERE spelling(o.provider_model_id) COLLATE "C" = n.spelled
          AND o.canonical_id <> m.canonical_id
      )
    UNION ALL
    SELECT m.id, 8, NULL, c.seller
    FROM (
      SELECT lower(asked) AS canonical_id, NULL AS seller
      UNION
      SELECT canonicals[1], NULL
      UNION
      SELECT canonicals[2], seller FROM known_seller
      UNION
      SELECT canonicals[3], NULL
      WHERE NOT EXISTS (SELECT FROM models WHERE canonical_id = canonicals[1])
      UNION
      SELECT canonicals[4], seller FROM known_seller
      WHERE NOT EXISTS (SELECT FROM models WHERE canonical_id = canonicals[2] AND provider = seller)
    ) c
    JOIN models m ON m.canonical_id = c.canonical_id
    WHERE m.provider = coalesce(c.seller, m.provider)
      AND m.provider_model_id
        !~ ':(free|batch|thinking|extended|beta|nitro|floor|exacto|flex|priority|online)$'
      AND m.provider_model_id !~ '^(us|eu|apac|jp|au|ca|global|us-gov)\.'
      -- a lab is as well the creator that a canonical id begins with
      AND (c.seller IS NOT NULL OR NOT EXISTS (SELECT FROM known_seller WHERE NOT is_lab))
  ), found AS (
    SELECT
      m.*, o.place, o.region,
      -- a lab's twin for one country is not the place where its models are at home, and what a maker
      -- never listed hides nobody's offer
      CASE
        WHEN o.seller = m.provider THEN 0
        WHEN m.creator = ANY (p.makes) AND NOT m.unsold THEN 1
        WHEN p.kind = 'lab' AND p.slug NOT LIKE '%-cn'
          AND (m.canonical_id IS NULL OR m.price_states <> '{unknown}')
          AND NOT EXISTS (SELECT FROM providers h WHERE m.creator = ANY (h.makes)) THEN 1
        ELSE 2
      END AS claim,
      EXISTS (SELECT FROM providers h WHERE m.creator = ANY (h.makes)) AS has_home,
      p.kind = 'aggregator' AS passes_on,
      -- another date is another release
      regexp_replace(substring(spelling(asked) FROM '20\d\d-?[01]\d-?[0-3]\d'), '-', '', 'g')
        <> regexp_replace(substring(m.spelled FROM '20\d\d-?[01]\d-?[0-3]\d'), '-', '', 'g')
        IS TRUE AS other_release
    FROM offers o
    CROSS JOIN LATERAL (
      SELECT
        n.model_id, n.canonical_id, n.provider, n.is_active, n.unsold, n.price_states,
        spelling(n.provider_model_id) AS spelled, split_part(n.canonical_id, '/', 1) AS creator,
        n.provider_model_id ~ ':[a-z][a-z-]*$' AS routed
      FROM models n
      WHERE n.id = o.id AND n.document IS NOT NULL AND n.stands_for IS NULL OFFSET 0
    ) m
    JOIN providers p ON p.slug = m.provider
  ), ranked AS (
    SELECT
      f.*,
      -- whose own offer it is, then whose step came first, then whose word it is rather than a
      -- gateway's copy of it, then what is still sold
      rank() OVER (ORDER BY
        f.claim, f.step, f.region IS NOT NULL, f.step < 3 AND f.passes_on,
        -- of two spellings at one seller the very one
        f.step < 8 AND lower(split_part(f.model_id, '/', -1)) <> lower(split_part(asked, '/', -1)),
        NOT f.is_active
      ) AS first,
      -- of several ids of one model at one seller the plain one is the shortest
      row_number() OVER (
        one ORDER BY NOT f.is_active, f.spelled <> spelling(split_part(asked, '/', -1)),
          length(f.spelled), f.model_id
      ) AS plainest,
      bool_and(f.routed) OVER one AS only_routed
    FROM (
      -- the words of a model mean the model: a stranger who calls it just so is one of its sellers,
      -- and a stranger's other release is none of them
      SELECT
        found.*,
        CASE
          WHEN claim = 2 AND canonical_id = canonicals[1] THEN 8
          WHEN claim = 2 AND place IN (6, 7) THEN 9
          ELSE place
        END AS step
      FROM found
    ) f
    -- what nobody lists there gives way to what is sold, there or under just this canonical id
    WHERE NOT f.other_release AND NOT (f.unsold AND EXISTS (
      SELECT FROM found o
      WHERE NOT o.unsold AND NOT o.other_release
        AND (o.provider = f.provider OR o.canonical_id = lower(asked))
    ))
    WINDOW one AS (PARTITION BY f.provider, f.canonical_id, f.step, f.claim)
  )
  SELECT DISTINCT
    r.model_id, r.canonical_id,
    CASE
      WHEN r.step = 8 AND r.claim = 2 AND r.has_home AND count(*) OVER () = 1 THEN 'elsewhere'
      WHEN r.step = 8 THEN 'canonical'
      ELSE (ARRAY['case', 'spelling', 'path', 'geography', 'suffix', 'newest', 'undated'])[r.place]
    END,
    r.region
  FROM ranked r
  -- a router that only sells a model at named hosts gives none of them for the model alone
  WHERE r.first = 1 AND (r.step <> 8 OR r.plainest = 1 OR r.only_routed AND r.claim = 0)
  ORDER BY r.model_id;
END;
