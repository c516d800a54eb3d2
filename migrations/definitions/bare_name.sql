-- An id without its maker, its release and the words that any chat model may have: two ids of one model
-- at one seller that differ in more (:free, -fast, -fp8) are two contracts, each with its own price.
CREATE OR REPLACE FUNCTION bare_name(provider_model_id text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN regexp_replace(
    spelling(split_part(provider_model_id, '/', -1)),
    '-(latest|20\d\d-?\d\d-?\d\d|2[0-9](0[1-9]|1[0-2])|(0[1-9]|1[0-2])(-?20\d\d|[0-3]\d)|00\d|instruct|chat|it|hf|v\d+(-\d+)?(:\d+)?)(?=-|:|$)',
    '', 'g'
  );
