-- Which rate card a price is on: tiers by size are steps within one.
CREATE OR REPLACE FUNCTION rate_card(conditions jsonb) RETURNS jsonb
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN conditions - ARRAY['prompt_tokens_gt', 'completion_tokens_gt'];
