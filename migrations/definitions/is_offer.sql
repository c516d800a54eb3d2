-- Whether an id means this row for a quote: not where it is another name of an offer, nor where nobody
-- lists it here and others sell the model that has just this name.
CREATE OR REPLACE FUNCTION is_offer(model models) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT model.stands_for IS NULL AND NOT (
    model.unsold AND EXISTS (
      SELECT FROM models o WHERE o.canonical_id = model.model_id AND o.is_active
    )
  );
END;

GRANT EXECUTE ON FUNCTION is_offer TO pricebook_reader, pricebook_writer;
