-- Keeps model_counts where one model is switched on or off.
CREATE OR REPLACE FUNCTION count_switched_model() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sign CONSTANT integer := CASE WHEN NEW.is_active THEN 1 ELSE -1 END;
BEGIN
  UPDATE model_counts SET active = active + sign, inactive = inactive - sign
  WHERE provider = NEW.provider;
  RETURN NULL;
END
$$;
