-- A write of an operator without a person and a request would be in no audit: it fails.
-- The owner may write all the same, who restores, migrates and repairs.

-- rows of before stay as they are
ALTER TABLE admin_audit_log ADD CONSTRAINT somebody_did_it
  CHECK (actor ~ '\S' AND request_id ~ '\S') NOT VALID;

-- apply: attributed
-- apply: refuse_unattributed
CREATE TRIGGER benchmarks_are_attributed BEFORE INSERT OR UPDATE OR DELETE ON benchmarks
  FOR EACH ROW WHEN (current_user = 'pricebook_writer' AND NOT attributed())
  EXECUTE FUNCTION refuse_unattributed();
CREATE TRIGGER exchange_rates_are_attributed BEFORE INSERT OR UPDATE OR DELETE ON exchange_rates
  FOR EACH ROW WHEN (current_user = 'pricebook_writer' AND NOT attributed())
  EXECUTE FUNCTION refuse_unattributed();
CREATE TRIGGER dismissals_are_attributed BEFORE INSERT OR UPDATE OR DELETE ON price_dismissals
  FOR EACH ROW WHEN (current_user = 'pricebook_writer' AND NOT attributed())
  EXECUTE FUNCTION refuse_unattributed();
CREATE TRIGGER manual_prices_are_attributed BEFORE INSERT OR UPDATE ON model_prices
  FOR EACH ROW
  WHEN (NEW.source = 'manual' AND current_user = 'pricebook_writer' AND NOT attributed())
  EXECUTE FUNCTION refuse_unattributed();
