-- LiteLLM's cost map: the list's own map, and on top of it what the catalogue has from anybody else.
-- A row as in catalog/lookup.sql; no row means that there is no map to start from.

-- name: map
WITH named AS MATERIALIZED (
  -- whom LiteLLM calls what; of several names the first is for the seller's own way of asking
  SELECT
    (
      SELECT coalesce(jsonb_object_agg(n.name, p.slug), '{}')
      FROM providers p
      CROSS JOIN LATERAL jsonb_array_elements_text(p.names -> 'litellm') AS n (name)
    ) AS slugs,
    (
      SELECT coalesce(jsonb_object_agg(p.slug, p.names -> 'litellm' ->> 0), '{}')
      FROM providers p
      WHERE p.names ? 'litellm' AND p.slug <> ALL (CAST(:left_out AS text[]))
    ) AS routes,
    ARRAY(
      SELECT jsonb_array_elements_text(p.names -> 'wrong in litellm') FROM providers p
    ) AS wrong
), told AS MATERIALIZED (
  SELECT
    t.id, t.provider, t.meter, t.conditions, t.state, t.source, t.value,
    t.source = 'reference:litellm' AS own,
    -- of a model that draws the key of a picture it is shown means the picture that it makes
    CASE WHEN m.id IS NULL THEN t.key END AS key
  FROM keyed_prices(CAST(:price_keys AS jsonb)) t
  LEFT JOIN models m
    ON t.meter = 'input_images' AND m.id = t.id
    AND 'image' = ANY (m.output_modalities) AND NOT 'text' = ANY (m.output_modalities)
), theirs AS MATERIALIZED (
  -- an id stands after what the seller is called, or alone; refused are the prices of sellers whose
  -- euros the list calls dollars, and what no token ever cost
  SELECT
    e.key, e.entry,
    coalesce(e.entry ->> 'litellm_provider' = ANY (n.wrong), false)
      OR EXISTS (
        SELECT FROM unnest(ARRAY['input_cost_per_token', 'output_cost_per_token']) AS b (key)
        WHERE jsonb_typeof(e.entry -> b.key) = 'number'
          AND (e.entry ->> b.key)::numeric > CAST(:most_per_token AS numeric)
      ) AS is_refused,
    n.slugs ->> split_part(e.entry ->> 'litellm_provider', '-', 1) AS provider,
    lower(
      CASE WHEN n.slugs ? split_part(e.key, '/', 1)
        THEN substr(e.key, strpos(e.key, '/') + 1) ELSE e.key
      END
    ) AS name
  FROM reference_entries('reference:litellm') e
  CROSS JOIN named n
), matched AS MATERIALIZED (
  SELECT DISTINCT ON (t.key) t.key, t.entry, t.is_refused, m.id
  FROM theirs t
  JOIN models m
    ON m.provider = t.provider AND lower(m.provider_model_id) = t.name AND m.is_active
  ORDER BY t.key, right(t.key, length(m.provider_model_id)) = m.provider_model_id DESC
), gone AS (
  -- what its seller does not list any more, whatever the map still says
  SELECT t.key
  FROM theirs t
  JOIN models m
    ON m.provider = t.provider AND lower(m.provider_model_id) = t.name AND NOT m.is_active
  WHERE t.key NOT IN (SELECT key FROM matched)
), missed AS (
  -- what the map has left out of late, which is believed until it has done so three times
  SELECT m.id
  FROM listed_offers o
  JOIN models m
    ON m.provider = o.provider AND lower(m.provider_model_id) = lower(o.provider_model_id)
  WHERE o.source = 'reference:litellm' AND upper_inf(o.stated) AND o.misses > 0
), ours AS MATERIALIZED (
  -- of a model that only the list prices, its own entry is the whole truth
  SELECT * FROM told
  WHERE (id IN (SELECT id FROM told WHERE NOT own) OR id IN (SELECT id FROM missed))
    AND ((SELECT routes FROM named) ? provider OR id IN (SELECT id FROM matched))
), keyed AS (
  SELECT
    o.id, o.provider, o.meter, o.conditions, o.value, a.tokens, o.key AS spelling,
    replace(o.key, '{above}', CASE
      WHEN a.tokens IS NULL THEN ''
      WHEN a.tokens % 1000 = 0 THEN '_above_' || a.tokens / 1000 || 'k_tokens'
      ELSE '_above_' || a.tokens || '_tokens'
    END) AS key
  FROM ours o
  -- LiteLLM charges xAI's long prompts from the threshold itself on
  CROSS JOIN LATERAL (
    SELECT (o.conditions ->> 'prompt_tokens_gt')::bigint + (o.provider = 'xai')::int AS tokens
  ) a
  WHERE o.key IS NOT NULL
), stepped AS MATERIALIZED (
  -- what depends on the length of the prompt at those for whom LiteLLM looks at no key but one
  SELECT id, coalesce(tokens, 0) AS start, replace(spelling, '{above}', '') AS key, value
  FROM keyed
  WHERE provider = ANY (CAST(:ranged AS text[])) AND conditions - 'prompt_tokens_gt' = '{}'
    AND (spelling LIKE '%{above}' OR meter = 'reasoning_tokens')
    AND id IN (SELECT id FROM keyed WHERE tokens IS NOT NULL)
), ranged AS (
  -- whole rate cards by the length of the prompt
  SELECT
    b.id, b.start, lead(b.start) OVER (PARTITION BY b.id ORDER BY b.start) AS until,
    jsonb_object_agg(r.key, r.value ORDER BY r.start) AS rates
  FROM (SELECT DISTINCT id, start FROM stepped) b
  JOIN stepped r ON r.id = b.id AND r.start <= b.start
  GROUP BY b.id, b.start
), parts AS (
  -- the rates of each part of the day or of the week; a map has room for one set of them
  SELECT
    id, jsonb_object_agg(split_part(key, '/', 2), value) AS rates, count(*) AS prices,
    jsonb_strip_nulls(jsonb_build_object(
      'hours_utc', coalesce((
        SELECT jsonb_agg((w ->> 0) || '-' || replace(w ->> 1, '24:00', '00:00'))
        FROM jsonb_array_elements(conditions -> 'utc_windows') w
      ), '"00:00-00:00"'),
      'weekdays', (
        SELECT jsonb_agg(d.number)
        FROM unnest(ARRAY[
          'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'
        ]) WITH ORDINALITY AS d (name, number)
        WHERE conditions -> 'weekdays' ? d.name
      )
    )) AS part
  FROM keyed
  WHERE key LIKE 'off_peak_pricing/%'
  GROUP BY id, conditions
), off_peak AS (
  SELECT
    id, rates, jsonb_agg(part ORDER BY part) AS windows, sum(prices) AS prices,
    row_number() OVER (PARTITION BY id ORDER BY count(*) DESC, rates) AS place
  FROM parts
  GROUP BY id, rates
), flat AS (
  SELECT
    id, split_part(key, '/', 1) AS key,
    CASE WHEN bool_or(key LIKE '%/%')
      THEN jsonb_object_agg(split_part(key, '/', 2), value ORDER BY conditions)
      ELSE to_jsonb(max(value))
    END AS value
  FROM keyed
  WHERE key NOT LIKE 'off_peak_pricing/%'
  GROUP BY id, split_part(key, '/', 1)
  UNION ALL
  SELECT id, 'off_peak_pricing', rates || jsonb_build_object('windows', windows)
  FROM off_peak WHERE place = 1
  UNION ALL
  SELECT id, 'tiered_pricing', jsonb_agg(
    rates || jsonb_build_object(
      'range', jsonb_build_array(start, coalesce(until, context_length, 2 * start))
    ) ORDER BY start
  )
  FROM ranged JOIN models USING (id) GROUP BY id HAVING count(*) > 1
  UNION ALL
  SELECT DISTINCT id, NULL, NULL::jsonb FROM ours
), prices AS (
  SELECT id, jsonb_object_agg(key, value) FILTER (WHERE key IS NOT NULL) AS keys
  FROM flat GROUP BY id
), families AS (
  SELECT DISTINCT s.meter, regexp_replace(split_part(s.key, '/', 1), e.ending, '') AS family
  FROM jsonb_to_recordset(CAST(:price_keys AS jsonb)) AS s (meter text, key text)
  CROSS JOIN (
    SELECT '(\{|_(above|balanced|batches|cache_hit|decisions|flex|priority|ultrafast|[0-9])).*$'
  ) e (ending)
), names AS MATERIALIZED (
  SELECT
    n.key,
    CASE n.key WHEN 'output_cost_per_video_per_second' THEN 'output_cost_per_second'
      ELSE coalesce(f.family, regexp_replace(n.key, e.ending, ''))
    END AS family
  FROM (SELECT DISTINCT jsonb_object_keys(entry) AS key FROM matched) n
  CROSS JOIN (
    SELECT '_(above|balanced|batches|cache_hit|decisions|flex|priority|ultrafast|[0-9]).*$'
  ) e (ending)
  -- a table of rates by the length of the prompt is of every family with a rate in it
  LEFT JOIN unnest(ARRAY[
    'input_cost_per_token', 'output_cost_per_token', 'cache_read_input_token_cost',
    'cache_creation_input_token_cost'
  ]) AS f (family) ON n.key = 'tiered_pricing'
), superseded AS (
  -- where anybody else is believed about a meter, every key of the meter's family goes, if there is any
  SELECT s.id, array_remove(array_agg(n.key), NULL) AS keys
  FROM (
    SELECT DISTINCT o.id, f.family
    FROM ours o
    JOIN families f USING (meter)
    WHERE o.id IN (SELECT id FROM matched) AND NOT o.own AND (o.key IS NOT NULL OR o.state <> 'known')
  ) s
  LEFT JOIN names n USING (family)
  GROUP BY s.id
), known_families AS (
  SELECT array_agg(key) AS keys FROM names WHERE family IN (SELECT family FROM families)
), offers AS MATERIALIZED (
  SELECT
    m.id, p.keys, m.provider, m.provider_model_id, coalesce(m.source_url, s.docs_url) AS source,
    k.kind, f.facts, m.facts_source, m.context_length, m.max_output_tokens,
    jsonb_strip_nulls(f.facts || jsonb_build_object(
      'litellm_provider', (SELECT routes FROM named) -> m.provider,
      'mode', coalesce(k.kind, 'chat'),
      'supports_vision', nullif(f.facts -> 'supports_vision', 'false')
    )) AS entry,
    -- text that has a price on one side alone is charged as nothing on the other
    two_sided(m.input_modalities, m.output_modalities, m.provider_model_id) AS two_sided
  FROM models m
  LEFT JOIN prices p USING (id)
  JOIN providers s ON s.slug = m.provider
  CROSS JOIN LATERAL (
    SELECT CASE
      WHEN m.provider_model_id ~* '(^|[/-])moderation' THEN 'moderation'
      WHEN m.output_modalities = '{}' THEN NULL
      WHEN 'text' = ANY (m.output_modalities) AND m.input_modalities = '{audio}'
        THEN 'audio_transcription'
      WHEN 'text' = ANY (m.output_modalities) THEN 'chat'
      WHEN 'embeddings' = ANY (m.output_modalities) THEN 'embedding'
      WHEN 'rerank' = ANY (m.output_modalities) THEN 'rerank'
      WHEN 'image' = ANY (m.output_modalities) THEN 'image_generation'
      WHEN 'video' = ANY (m.output_modalities) THEN 'video_generation'
      WHEN 'audio' = ANY (m.output_modalities) THEN 'audio_speech'
    END AS kind
  ) k
  CROSS JOIN LATERAL (
    -- no seller lists all that a model can do, and none forgets that it reads pictures
    SELECT jsonb_build_object(
      'max_input_tokens', m.context_length,
      'max_output_tokens', m.max_output_tokens,
      'max_tokens', m.max_output_tokens,
      'deprecation_date', m.document -> 'deprecation_date',
      'supports_vision', CASE
        WHEN 'image' = ANY (m.input_modalities) THEN true
        WHEN m.input_modalities <> '{}' AND NOT m.facts_source ? 'input_modalities' THEN false
      END,
      'supports_audio_input', nullif('audio' = ANY (m.input_modalities), false),
      'supports_audio_output', nullif('audio' = ANY (m.output_modalities), false),
      'supports_pdf_input', nullif('file' = ANY (m.input_modalities), false),
      'supports_function_calling', nullif('tools' = ANY (m.capabilities), false),
      'supports_reasoning', nullif('reasoning' = ANY (m.capabilities), false),
      'supports_response_schema', nullif('structured_output' = ANY (m.capabilities), false)
    ) AS facts
  ) f
  WHERE m.id IN (SELECT id FROM matched UNION SELECT id FROM ours)
), mended AS MATERIALIZED (
  -- the list's entry with the catalogue's facts; what the catalogue has from the list stays the list's
  SELECT
    x.key, x.id, x.is_refused,
    jsonb_build_object('mode', o.entry -> 'mode') || x.entry || jsonb_strip_nulls(
      o.facts - CASE WHEN o.facts_source ->> 'context_length' = 'reference:litellm'
        -- a window that the list divides is the same window
        OR x.entry -> 'max_input_tokens' = to_jsonb(o.context_length - o.max_output_tokens)
        THEN ARRAY['max_input_tokens'] ELSE '{}'
      END - CASE WHEN o.facts_source ->> 'max_output_tokens' = 'reference:litellm'
        THEN ARRAY['max_output_tokens', 'max_tokens'] ELSE '{}'
      END - CASE WHEN o.facts -> 'supports_vision' = 'false' AND NOT x.entry ? 'supports_vision'
        THEN 'supports_vision' ELSE ''
      END
    ) || CASE WHEN o.kind <> 'chat' AND x.entry ->> 'mode' = 'chat'
      THEN jsonb_build_object('mode', o.kind) ELSE '{}'
    END AS entry
  FROM matched x
  JOIN offers o USING (id)
), dynamic AS (
  SELECT DISTINCT id FROM ours
  WHERE state = 'dynamic' AND meter IN ('input_tokens', 'output_tokens')
), entries AS (
  SELECT key, entry, NULL::bigint AS id, false AS two_sided FROM theirs
  WHERE key NOT IN (SELECT key FROM matched UNION ALL SELECT key FROM gone) AND NOT is_refused
  UNION ALL
  SELECT key, entry, NULL, false FROM mended
  WHERE id NOT IN (SELECT id FROM superseded UNION SELECT id FROM dynamic) AND NOT is_refused
  UNION ALL
  -- a list that is wrong about what a token costs is not believed about the rest
  SELECT
    x.key,
    (
      x.entry - CASE WHEN w.wrong OR x.is_refused THEN k.keys ELSE s.keys END
        -- clients look at it before they look at what a picture costs that is made
        - CASE WHEN x.entry ->> 'mode' = 'image_generation' AND o.keys ? 'output_cost_per_image'
          THEN 'input_cost_per_image' ELSE ''
        END
    ) || coalesce(o.keys, '{}') || jsonb_build_object('source', o.source),
    x.id, o.two_sided
  FROM mended x
  JOIN superseded s USING (id)
  JOIN offers o USING (id)
  CROSS JOIN known_families k
  CROSS JOIN LATERAL (
    SELECT bool_or(CASE WHEN jsonb_typeof(x.entry -> b.key) = 'number' THEN
      abs((x.entry ->> b.key)::numeric - (o.keys ->> b.key)::numeric)
        > 0.000001 * (o.keys ->> b.key)::numeric
    END) AS wrong
    FROM (VALUES ('input_cost_per_token'), ('output_cost_per_token')) AS b (key)
  ) w
  WHERE x.id NOT IN (SELECT id FROM dynamic)
  UNION ALL
  SELECT n.key, o.entry || o.keys || jsonb_build_object('source', o.source), o.id, o.two_sided
  FROM offers o
  CROSS JOIN LATERAL (
    SELECT CASE WHEN o.provider = ANY (CAST(:bare AS text[])) THEN o.provider_model_id
      ELSE (o.entry ->> 'litellm_provider') || '/' || o.provider_model_id
    END AS key
  ) n
  WHERE o.id NOT IN (SELECT id FROM matched) AND o.entry ? 'litellm_provider' AND o.keys IS NOT NULL
    AND n.key NOT IN (SELECT key FROM theirs) AND o.id NOT IN (SELECT id FROM dynamic)
), halves AS (
  SELECT key, id FROM entries
  WHERE two_sided AND NOT entry ? 'tiered_pricing'
    AND entry ->> 'mode' IN ('chat', 'completion', 'realtime', 'responses')
    AND NOT entry ?& ARRAY['input_cost_per_token', 'output_cost_per_token']
    -- a price of batches or of long prompts alone is no price of the others either
    AND EXISTS (
      SELECT FROM jsonb_object_keys(entry) AS k (key)
      WHERE k.key ~ '^(input|output)_cost_per_token'
    )
), made AS (
  SELECT
    string_agg(to_json(key)::text || ':' || entry::text, ',' ORDER BY key) AS items,
    count(*) AS total
  FROM entries
  WHERE key NOT IN (SELECT key FROM halves)
), unsaid AS (
  SELECT
    count(DISTINCT (id, meter, conditions)) FILTER (
      WHERE key IS NULL OR NOT (SELECT routes FROM named) ? provider
        OR id IN (SELECT id FROM halves UNION SELECT id FROM dynamic)
    )
    + coalesce((SELECT sum(prices) FROM off_peak WHERE place > 1), 0) AS prices
  FROM told
)
SELECT '{', items, '}', md5(items), changed_at, total, NULL, 'prices=' || prices
FROM made, unsaid, generations
WHERE scope = 'all' AND EXISTS (SELECT FROM theirs)
