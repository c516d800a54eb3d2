-- GET /v1/models: any filters, any order, any form, in one statement. Relaxed, what is unknown fits a
-- filter by a fact, which tells how many were left out for that. Its parameters are constants when
-- Postgres plans it, so that what nobody asked for is not in the plan, and each order walks
-- its own index. The walk ends one model behind the page, which tells that there is another.

-- name: page
WITH asked AS (
  SELECT changed_at FROM generations
  WHERE scope = 'all'
    OR cardinality(CAST(:provider AS text[])) = 1 AND scope = ANY (CAST(:provider AS text[]))
  ORDER BY scope = 'all' LIMIT 1
), chosen AS NOT MATERIALIZED (
  SELECT
    m.id, m.model_id,
    CASE CAST(:sort AS text)
      WHEN 'name' THEN m.name WHEN '-name' THEN m.name
      WHEN 'ends' THEN coalesce(m.ends_on, 'unknown') WHEN '-ends' THEN coalesce(m.ends_on, '')
    END AS word,
    CASE CAST(:sort AS text)
      WHEN 'created' THEN coalesce(m.released_at, 'infinity')
      WHEN '-created' THEN coalesce(m.released_at, '-infinity')
      WHEN 'updated' THEN m.updated_at WHEN '-updated' THEN m.updated_at
    END AS moment,
    CASE CAST(:sort AS text)
      WHEN 'context' THEN coalesce(CAST(m.context_length AS numeric), 'Infinity')
      WHEN '-context' THEN coalesce(CAST(m.context_length AS numeric), '-Infinity')
      WHEN 'input_price' THEN coalesce(m.input_price, 'Infinity')
      WHEN '-input_price' THEN coalesce(m.input_price, '-Infinity')
      WHEN 'output_price' THEN coalesce(m.output_price, 'Infinity')
      WHEN '-output_price' THEN coalesce(m.output_price, '-Infinity')
      WHEN 'image_price' THEN coalesce(CAST(m.image_price AS numeric), 'Infinity')
      WHEN '-image_price' THEN coalesce(CAST(m.image_price AS numeric), '-Infinity')
      WHEN 'blended_price' THEN coalesce(b.price, 'Infinity')
      WHEN '-blended_price' THEN coalesce(b.price, '-Infinity')
    END AS number
  FROM models m
  LEFT JOIN model_access a ON a.model_id = m.model_id
  CROSS JOIN LATERAL (
    SELECT (
      m.input_price * CAST(:mix_input AS integer) + m.output_price * CAST(:mix_output AS integer)
    ) / (CAST(:mix_input AS integer) + CAST(:mix_output AS integer)) AS price
  ) b
  WHERE (m.is_active OR CAST(:include_inactive AS boolean))
    AND (
      CAST(:provider AS text[]) IS NULL
      -- the models of one provider lie in the order of their ids
      OR cardinality(CAST(:provider AS text[])) = 1
        AND m.provider = (CAST(:provider AS text[]))[1]
      OR cardinality(CAST(:provider AS text[])) > 1
        AND m.provider = ANY (CAST(:provider AS text[]))
    )
    AND (CAST(:ids AS text[]) IS NULL OR m.model_id = ANY (CAST(:ids AS text[])))
    AND (CAST(:canonical AS text) IS NULL OR m.canonical_id = CAST(:canonical AS text))
    AND (
      CAST(:creator AS text) IS NULL OR split_part(m.canonical_id, '/', 1) = CAST(:creator AS text)
    )
    AND (
      CAST(:q AS text) IS NULL
      OR m.document IS NOT NULL AND m.name ILIKE CAST(:q AS text)
      OR m.document IS NOT NULL AND m.model_id ILIKE CAST(:q AS text)
      OR m.canonical_id = ANY (
        ARRAY(SELECT id FROM canonical_models WHERE id ILIKE CAST(:q AS text))
      )
    )
    AND (
      CAST(:modality AS text) IS NULL OR m.modality = CAST(:modality AS text)
      OR CAST(:relaxed AS boolean) AND m.modality IS NULL
    )
    AND (
      CAST(:input_modality AS text[]) IS NULL
      OR m.input_modalities @> CAST(:input_modality AS text[])
      OR CAST(:relaxed AS boolean) AND m.input_modalities = '{}'
    )
    AND (
      CAST(:output_modality AS text[]) IS NULL
      OR m.output_modalities @> CAST(:output_modality AS text[])
      OR CAST(:relaxed AS boolean) AND m.output_modalities = '{}'
    )
    AND (
      CAST(:capability AS text[]) IS NULL OR m.capabilities @> CAST(:capability AS text[])
      OR CAST(:relaxed AS boolean) AND m.capabilities = '{}'
    )
    AND (
      CAST(:parameter AS text[]) IS NULL OR m.supported_parameters @> CAST(:parameter AS text[])
    )
    AND (
      CAST(:min_context AS numeric) IS NULL
      OR coalesce(CAST(m.context_length AS numeric), '-Infinity') >= CAST(:min_context AS numeric)
      OR CAST(:relaxed AS boolean) AND m.context_length IS NULL
    )
    AND (
      CAST(:max_context AS numeric) IS NULL
      OR coalesce(CAST(m.context_length AS numeric), 'Infinity') <= CAST(:max_context AS numeric)
      OR CAST(:relaxed AS boolean) AND m.context_length IS NULL
    )
    AND (
      CAST(:max_input_price AS numeric) IS NULL
      OR coalesce(m.input_price, 'Infinity') <= CAST(:max_input_price AS numeric)
      OR CAST(:relaxed AS boolean) AND m.input_price IS NULL
    )
    AND (
      CAST(:max_output_price AS numeric) IS NULL
      OR coalesce(m.output_price, 'Infinity') <= CAST(:max_output_price AS numeric)
      OR CAST(:relaxed AS boolean) AND m.output_price IS NULL
    )
    AND (
      CAST(:free AS boolean) IS NULL
      OR CAST(:free AS boolean)
      = (m.price_states @> '{free}' AND m.price_states <@ '{free,not_offered}')
    )
    AND (
      CAST(:price_state AS text) IS NULL
      OR m.price_states @> ARRAY[CAST(:price_state AS text)]
    )
    AND (
      CAST(:confidence AS text) IS NULL OR EXISTS (
        SELECT FROM json_array_elements(m.document -> 'prices') AS p
        WHERE p ->> 'confidence' = CAST(:confidence AS text)
      )
    )
    AND (
      CAST(:source AS text) IS NULL OR EXISTS (
        SELECT FROM json_array_elements(m.document -> 'prices') AS p
        WHERE p ->> 'source' = CAST(:source AS text)
      )
    )
    AND (CAST(:health AS text) IS NULL OR m.health_status = CAST(:health AS text))
    AND (CAST(:deprecated AS boolean) IS NULL OR m.is_deprecated = CAST(:deprecated AS boolean))
    AND (
      CAST(:under_review AS boolean) IS NULL OR m.is_under_review = CAST(:under_review AS boolean)
    )
    AND (
      CAST(:released_after AS date) IS NULL
      OR coalesce(m.released_at, '-infinity')
        >= CAST(CAST(:released_after AS date) + 1 AS timestamp) AT TIME ZONE 'UTC'
      OR CAST(:relaxed AS boolean) AND m.released_at IS NULL
    )
    AND (
      CAST(:ends_before AS text) IS NULL OR coalesce(m.ends_on, 'unknown') < CAST(:ends_before AS text)
    )
    AND (
      CAST(:tier AS text) IS NULL OR (m.is_active AND tier_may_use(a, CAST(:tier AS text)))
    )
), page AS (
  SELECT *, row_number() OVER () AS position
  FROM (
    SELECT
      id, model_id,
      coalesce(word, CAST(moment AS text), CAST(number AS text)) AS key
    FROM chosen
    WHERE CASE
      WHEN CAST(:after_id AS text) IS NULL THEN true
      WHEN CAST(:sort AS text) IN ('name', '-name', 'ends', '-ends') THEN CASE
        WHEN CAST(:descending AS boolean)
        THEN (word, model_id) < (CAST(:after AS text), CAST(:after_id AS text))
        ELSE (word, model_id) > (CAST(:after AS text), CAST(:after_id AS text))
      END
      WHEN CAST(:sort AS text) IN ('created', '-created', 'updated', '-updated') THEN CASE
        WHEN CAST(:descending AS boolean)
        THEN (moment, model_id)
          < (CAST(CAST(:after AS text) AS timestamptz), CAST(:after_id AS text))
        ELSE (moment, model_id)
          > (CAST(CAST(:after AS text) AS timestamptz), CAST(:after_id AS text))
      END
      WHEN CAST(:sort AS text) IS NOT NULL THEN CASE
        WHEN CAST(:descending AS boolean)
        THEN (number, model_id) < (CAST(CAST(:after AS text) AS numeric), CAST(:after_id AS text))
        ELSE (number, model_id) > (CAST(CAST(:after AS text) AS numeric), CAST(:after_id AS text))
      END
      WHEN CAST(:descending AS boolean) THEN model_id < CAST(:after_id AS text)
      ELSE model_id > CAST(:after_id AS text)
    END
    ORDER BY
      CASE WHEN CAST(:descending AS boolean) THEN word END DESC,
      CASE WHEN CAST(:descending AS boolean) THEN moment END DESC,
      CASE WHEN CAST(:descending AS boolean) THEN number END DESC,
      CASE WHEN CAST(:descending AS boolean) THEN model_id END DESC,
      CASE WHEN NOT CAST(:descending AS boolean) THEN word END,
      CASE WHEN NOT CAST(:descending AS boolean) THEN moment END,
      CASE WHEN NOT CAST(:descending AS boolean) THEN number END,
      CASE WHEN NOT CAST(:descending AS boolean) THEN model_id END
    LIMIT CAST(:page_size AS bigint) + 1
    OFFSET (CAST(:page AS bigint) - 1) * CAST(:page_size AS bigint)
  ) AS walked
), shown AS (
  SELECT id, model_id, key, position * CASE WHEN CAST(:backward AS boolean) THEN -1 ELSE 1 END AS n
  FROM page WHERE position <= CAST(:page_size AS bigint)
), neighbours AS MATERIALIZED (
  SELECT
    (
      SELECT page_cursor(CAST(:list AS text), '>', key, model_id) FROM shown
      WHERE CAST(:backward AS boolean) OR more
      ORDER BY n DESC LIMIT 1
    ) AS next,
    (
      SELECT page_cursor(CAST(:list AS text), '<', key, model_id) FROM shown
      WHERE CASE WHEN CAST(:backward AS boolean) THEN more ELSE CAST(:after_id AS text) IS NOT NULL END
      ORDER BY n LIMIT 1
    ) AS prev
  FROM (SELECT count(*) > CAST(:page_size AS bigint) AS more FROM page) AS walked
), listed AS (
  SELECT
    coalesce(string_agg(
      CASE
        WHEN CAST(:long AS boolean) THEN (
          -- a line per price, and none for a model without prices
          SELECT string_agg(
            csv_row(
              jsonb_build_object(
                'id', m.model_id, 'provider', m.provider, 'canonical_id', m.canonical_id,
                'name', m.name
              ) || price.body,
              CAST(:columns AS text[]), CAST(:safe AS boolean)
            ),
            E'\r\n' ORDER BY price.position
          )
          FROM jsonb_array_elements(CAST(d.document -> 'prices' AS jsonb))
            WITH ORDINALITY AS price (body, position)
        )
        WHEN CAST(:format AS text) = 'csv' THEN csv_row(
          CAST(sighted(d.document, s.last_seen_at) AS jsonb),
          CAST(:columns AS text[]), CAST(:safe AS boolean)
        )
        WHEN CAST(:fields AS text[]) IS NULL THEN sighted(d.document, s.last_seen_at)
        ELSE picked(CAST(sighted(d.document, s.last_seen_at) AS json), CAST(:fields AS text[]))
      END,
      CASE CAST(:format AS text) WHEN 'json' THEN ',' WHEN 'csv' THEN E'\r\n' ELSE E'\n' END
      ORDER BY p.n
    ), '') AS items,
    count(*) AS length,
    sum(hashtextextended(CAST(d.document AS text), 0)) AS content
  FROM shown p
  JOIN models m USING (id)
  LEFT JOIN sightings s ON s.model_id = m.id
  CROSS JOIN LATERAL (SELECT dated(m.id, m.document, (SELECT due_ids())) AS document) d
), counted AS MATERIALIZED (
  SELECT CASE
    WHEN CAST(:total AS bigint) IS NOT NULL THEN CAST(:total AS bigint)
    WHEN CAST(:filtered AS boolean) THEN (SELECT count(*) FROM chosen)
    ELSE (
      SELECT CAST(coalesce(
        sum(c.active + CASE WHEN CAST(:include_inactive AS boolean) THEN c.inactive ELSE 0 END), 0
      ) AS bigint)
      FROM model_counts c
      WHERE CAST(:provider AS text[]) IS NULL OR c.provider = ANY (CAST(:provider AS text[]))
    )
  END AS total
)
SELECT
  CASE CAST(:format AS text)
    WHEN 'json' THEN '{"data":['
    WHEN 'csv' THEN CASE WHEN CAST(:bom AS boolean) THEN E'\uFEFF' ELSE '' END ||
      replace(array_to_string(CAST(:columns AS text[]), ','), '.', '_') || E'\r\n'
    ELSE ''
  END,
  items,
  CASE CAST(:format AS text)
    WHEN 'json' THEN
      '],"meta":{"total":' || total
      || CASE WHEN CAST(:after_id AS text) IS NULL THEN ',"page":' || CAST(:page AS text) ELSE '' END
      || ',"page_size":' || CAST(:page_size AS text)
      || coalesce(',"unknown":' || CAST(:unknown AS bigint), '')
      || ',"next_cursor":' || coalesce(CAST(to_json(next) AS text), 'null')
      || coalesce(',"tier":' || to_json(CAST(:tier AS text)), '')
      || ',"last_updated":' || to_json(changed_at) || '}}'
    WHEN 'csv' THEN CASE WHEN items <> '' THEN E'\r\n' ELSE '' END
    ELSE CASE WHEN length > 0 THEN E'\n' ELSE '' END
  END,
  concat_ws(' ', content, total, changed_at, CAST(:tier AS text)),
  changed_at,
  total,
  next,
  NULL,
  prev
FROM listed, neighbours, counted, asked
WHERE EXISTS (SELECT FROM model_counts) AND (
  CAST(:provider AS text[]) IS NULL
  OR CAST(:provider AS text[]) <@ ARRAY(SELECT slug FROM providers)
)
