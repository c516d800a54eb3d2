-- name: words
-- What lists state of offers whose own sellers state it too: the seller, its id, the fact, the list, and
-- whether the two agree; a context agrees within 5 per cent. Nothing borrowed is compared. What a seller
-- states of none of its models it says nothing of, nor of a model of which it states no more than that it
-- sees; LiteLLM has no word but yes, and neither has models.dev
-- of structured output, which an entry may leave out.
WITH told AS (
  SELECT provider, array_agg(DISTINCT word) AS words
  FROM models CROSS JOIN LATERAL unnest(own_capabilities) AS word
  WHERE is_active AND listed_by = '{}'
  GROUP BY provider
)
SELECT m.provider, m.provider_model_id, w.fact, w.source, w.agrees
FROM models m
LEFT JOIN told t USING (provider)
CROSS JOIN LATERAL listed_facts(m.provider, m.provider_model_id, NULL) f
CROSS JOIN LATERAL (
  SELECT
    'context' AS fact, f.sources ->> 'context_length' AS source,
    abs((f.facts ->> 'context_length')::numeric / m.context_length - 1) <= 0.05 AS agrees
  WHERE m.context_length IS NOT NULL AND f.facts ? 'context_length'
    AND NOT m.facts_source ? 'context_length'
  UNION ALL
  SELECT
    word, f.sources ->> 'capabilities',
    (word = ANY (m.own_capabilities)) = (f.facts -> 'capabilities' ? word)
  FROM unnest(t.words) AS word
  WHERE f.facts ? 'capabilities' AND m.own_capabilities <> '{}'
    AND (word = 'vision' OR NOT m.own_capabilities <@ '{vision}')
    AND (
      f.facts -> 'capabilities' ? word
      OR f.sources ->> 'capabilities' <> 'reference:litellm' AND word <> 'structured_output'
    )
) w
WHERE m.is_active AND m.listed_by = '{}'
