-- Whether an id means this very row. It does not where the row is another name of an offer, nor where
-- its seller does not list it and the id, read as a name, means what is sold.
CREATE OR REPLACE FUNCTION is_offer(model models) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT model.stands_for IS NULL AND (
    NOT model.unsold OR EXISTS (
      SELECT FROM resolved_models(
        model.model_id, ARRAY['', coalesce(model.canonical_id, ''), '', '']
      ) r
      WHERE r.model_id = model.model_id
    )
  );
END;

GRANT EXECUTE ON FUNCTION is_offer TO pricebook_reader, pricebook_writer;
