-- The ledger is append-only: all that an update may do is close a belief that is open.
CREATE OR REPLACE FUNCTION refuse_to_rewrite_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND upper_inf(OLD.recorded) AND NOT upper_inf(NEW.recorded)
    AND lower(NEW.recorded) = lower(OLD.recorded)
    AND (NEW.model_id, NEW.source, NEW.meter, NEW.conditions, NEW.state, NEW.published, NEW.valid)
      = (OLD.model_id, OLD.source, OLD.meter, OLD.conditions, OLD.state, OLD.published, OLD.valid)
    AND (NEW.amount, NEW.currency, NEW.sync_run_id, NEW.import_id)
      IS NOT DISTINCT FROM (OLD.amount, OLD.currency, OLD.sync_run_id, OLD.import_id)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'model_prices is append-only: close the belief and insert another row';
END
$$;
