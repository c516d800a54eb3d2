-- Whether everything that a request names is there: a provider, a canonical model, offers; what is NULL is
-- not named.
CREATE OR REPLACE FUNCTION all_known(wanted_provider text, wanted_canonical text, offers text[])
  RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    (wanted_provider IS NULL OR EXISTS (SELECT FROM providers WHERE slug = wanted_provider))
    AND (
      wanted_canonical IS NULL
      OR EXISTS (SELECT FROM canonical_models WHERE id = wanted_canonical)
    )
    AND NOT EXISTS (
      SELECT FROM unnest(offers) AS n (model_id)
      WHERE NOT EXISTS (SELECT FROM models m WHERE m.model_id = n.model_id)
    );
END;

GRANT EXECUTE ON FUNCTION all_known TO pricebook_reader;
