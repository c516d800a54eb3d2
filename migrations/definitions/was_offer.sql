-- Whether an id meant this very row at a moment: who is not sold, or is another name, had a price of its
-- own then, as far as we knew at another moment.
CREATE OR REPLACE FUNCTION was_offer(model models, at timestamptz, known_at timestamptz)
  RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  -- what has a price then need not be read as a name, which takes longer
  SELECT at < now() AND model.unsold AND EXISTS (
    SELECT FROM model_prices p
    WHERE p.model_id = model.id AND p.valid @> at AND p.recorded @> known_at
  ) OR is_offer(model);
END;

GRANT EXECUTE ON FUNCTION was_offer TO pricebook_reader, pricebook_writer;
