-- Who changed what: one row per row that a person's change touches, written by triggers, so that no
-- path can forget it. The admin function names the person and the request in two settings of its
-- transaction; where they are not set, as in every sync, nothing is written.

CREATE TABLE admin_audit_log (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at         timestamptz NOT NULL DEFAULT now(),
  actor      text NOT NULL,                            -- the subject of the token
  request_id text NOT NULL,
  action     text NOT NULL,                            -- insert, update, delete, or what was started
  entity     text NOT NULL,                            -- the table, or what was acted on
  key        text NOT NULL,                            -- its primary key
  subject    text NOT NULL,                            -- the model, provider or thing, as people name it
  before     jsonb,                                    -- the fields that changed, as they were
  after      jsonb,                                    -- and as they are now
  -- whoever writes into the audit need not know of reasons
  reason     text DEFAULT nullif(current_setting('pricebook.reason', true), '')
);

CREATE INDEX admin_audit_log_at ON admin_audit_log (at DESC, id DESC);
CREATE INDEX admin_audit_log_subject ON admin_audit_log (subject, id DESC);
CREATE INDEX admin_audit_log_actor ON admin_audit_log (actor, id DESC);

-- apply: refuse_to_rewrite_audit
CREATE TRIGGER admin_audit_log_keeps_history BEFORE UPDATE OR DELETE ON admin_audit_log
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_audit();
CREATE TRIGGER admin_audit_log_keeps_all_history BEFORE TRUNCATE ON admin_audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_audit();

-- apply: attribute_change
-- apply: attributed
CREATE TRIGGER models_are_audited AFTER INSERT OR UPDATE OR DELETE ON models
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('id', 'model_id');
CREATE TRIGGER model_access_is_audited AFTER INSERT OR UPDATE OR DELETE ON model_access
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('model_id', 'model_id');
CREATE TRIGGER providers_are_audited AFTER INSERT OR UPDATE OR DELETE ON providers
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('slug', 'slug');
CREATE TRIGGER prices_are_audited AFTER INSERT OR UPDATE ON model_prices
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('id', 'model');
CREATE TRIGGER reviews_are_audited AFTER INSERT OR UPDATE OR DELETE ON price_reviews
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('id', 'model');
CREATE TRIGGER dismissals_are_audited AFTER INSERT OR UPDATE OR DELETE ON price_dismissals
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('id', 'model');
CREATE TRIGGER aliases_are_audited AFTER INSERT OR UPDATE OR DELETE ON model_aliases
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('alias provider', 'alias');
CREATE TRIGGER benchmarks_are_audited AFTER INSERT OR UPDATE OR DELETE ON benchmarks
  FOR EACH ROW WHEN (attributed())
  EXECUTE FUNCTION attribute_change('model_id benchmark_name', 'model');
CREATE TRIGGER exchange_rates_are_audited AFTER INSERT OR UPDATE OR DELETE ON exchange_rates
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('id', 'currency');
CREATE TRIGGER canonical_models_are_audited AFTER INSERT OR UPDATE OR DELETE ON canonical_models
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('id', 'id');

GRANT SELECT, INSERT ON admin_audit_log TO pricebook_writer;
