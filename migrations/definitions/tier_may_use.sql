-- An admin may use whatever is not disabled; a tier that nobody knows may use nothing.
CREATE OR REPLACE FUNCTION tier_may_use(access model_access, tier text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (access).status <> 'disabled' AND CASE tier
    WHEN 'free' THEN (access).is_free
    WHEN 'pro' THEN (access).is_pro
    WHEN 'enterprise' THEN (access).is_enterprise
    ELSE tier = 'admin'
  END;
