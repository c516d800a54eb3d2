-- What the lists know of an offer, fact by fact: the best list's word about this very offer, else
-- what may be borrowed from the same model at another seller. Genai-prices' windows are rounded.
CREATE OR REPLACE FUNCTION listed_facts(seller text, offer text, canonical text)
  RETURNS TABLE (facts jsonb, sources jsonb)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    coalesce(jsonb_object_agg(key, value), '{}'), coalesce(jsonb_object_agg(key, source), '{}')
  FROM (
    SELECT DISTINCT ON (key) key, value, source
    FROM (
      SELECT
        f.key, f.value, o.source,
        array_position(
          '{reference:models.dev,reference:litellm,reference:genai-prices}', o.source
        ) AS place
      FROM listed_offers o
      CROSS JOIN LATERAL jsonb_each(o.facts) f
      WHERE o.provider = seller AND lower(o.provider_model_id) = lower(offer)
        AND upper_inf(o.stated)
      UNION ALL
      SELECT f.key, f.value, c.sources ->> f.key, 4
      FROM canonical_facts c
      CROSS JOIN LATERAL jsonb_each(c.facts) f
      WHERE c.canonical_id = canonical
    ) AS words
    WHERE key NOT IN ('deprecation_date', 'open_weights')
    ORDER BY key, place
  ) AS chosen;
END;
