-- The models that a tier may use: what is sold now and open to it.
CREATE OR REPLACE FUNCTION allowed_models(tier text) RETURNS TABLE (id bigint, model_id text)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT m.id, m.model_id
  FROM models m
  JOIN model_access a ON a.model_id = m.model_id
  WHERE m.is_active AND tier_may_use(a, tier);
END;
