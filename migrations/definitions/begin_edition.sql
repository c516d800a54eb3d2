-- Begins an edition of a provider's documents, once in a transaction unless a part is made in between.
CREATE OR REPLACE FUNCTION begin_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE model_counts
  SET edition = edition + 1, is_read = false, changed_in = pg_current_xact_id()
  WHERE provider = NEW.provider
    AND (is_read OR changed_in IS DISTINCT FROM pg_current_xact_id());
  RETURN NULL;
END
$$;
