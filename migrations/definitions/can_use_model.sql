-- Whether a tier may use one model.
CREATE OR REPLACE FUNCTION can_use_model(tier text, model text) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (SELECT FROM allowed_models(tier) AS allowed WHERE allowed.model_id = model);
