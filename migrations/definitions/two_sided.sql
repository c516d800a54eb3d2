-- Whether text goes in and text comes out, as far as anybody knows: a price of one side alone would
-- charge nothing for the other. Embeddings, rankings and pictures have one side, and so have
-- moderations, whatever they answer.
CREATE OR REPLACE FUNCTION two_sided(takes text[], gives text[], provider_model_id text)
  RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT (takes = '{}' OR 'text' = ANY (takes)) AND (gives = '{}' OR 'text' = ANY (gives))
    AND provider_model_id !~* '(^|[/-])moderation';
END;
