-- The models that an operator asks for; all that the filter has must fit.
CREATE OR REPLACE FUNCTION found_models(filter jsonb) RETURNS TABLE (id bigint, model_id text)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT m.id, m.model_id
  FROM models m
  JOIN model_access a ON a.model_id = m.model_id
  WHERE (filter ->> 'provider' IS NULL OR m.provider = filter ->> 'provider')
    AND (filter ->> 'canonical' IS NULL OR m.canonical_id = filter ->> 'canonical')
    AND (filter ->> 'status' IS NULL OR a.status = filter ->> 'status')
    AND (filter ->> 'tier' IS NULL OR tier_may_use(a, filter ->> 'tier'))
    AND (filter ->> 'pinned' IS NULL OR (filter ->> 'pinned')::boolean = (m.pins <> '{}'))
    AND (filter ->> 'is_active' IS NULL OR (filter ->> 'is_active')::boolean = m.is_active)
    AND (filter ->> 'price_state' IS NULL OR m.price_states @> ARRAY[filter ->> 'price_state'])
    AND (
      filter ->> 'q' IS NULL
      OR strpos(
        lower(concat_ws(' ', m.model_id, m.name, m.canonical_id)), lower(filter ->> 'q')
      ) > 0
    );
END;
