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
  after      jsonb                                     -- and as they are now
);

CREATE INDEX admin_audit_log_at ON admin_audit_log (at DESC, id DESC);
CREATE INDEX admin_audit_log_subject ON admin_audit_log (subject, id DESC);
CREATE INDEX admin_audit_log_actor ON admin_audit_log (actor, id DESC);

CREATE FUNCTION refuse_to_rewrite_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'admin_audit_log is append-only';
END
$$;

CREATE TRIGGER admin_audit_log_keeps_history BEFORE UPDATE OR DELETE ON admin_audit_log
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_audit();
CREATE TRIGGER admin_audit_log_keeps_all_history BEFORE TRUNCATE ON admin_audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_audit();

-- Arguments: the columns of the primary key, and the column that names the subject; `model` means
-- the model that model_id points to.
CREATE FUNCTION attribute_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- what follows from other columns is no change of its own
  derived constant text[] := ARRAY['document', 'updated_at'];
  old_row constant jsonb := coalesce(to_jsonb(OLD) - derived, '{}');
  new_row constant jsonb := coalesce(to_jsonb(NEW) - derived, '{}');
  either constant jsonb := CASE WHEN TG_OP = 'DELETE' THEN old_row ELSE new_row END;
  was jsonb;
  became jsonb;
BEGIN
  SELECT jsonb_object_agg(k, old_row -> k) FILTER (WHERE old_row ? k),
         jsonb_object_agg(k, new_row -> k) FILTER (WHERE new_row ? k)
  INTO was, became
  FROM jsonb_object_keys(old_row || new_row) AS k
  WHERE old_row -> k IS DISTINCT FROM new_row -> k;
  IF was IS NOT NULL OR became IS NOT NULL THEN
    INSERT INTO admin_audit_log (actor, request_id, action, entity, key, subject, before, after)
    SELECT
      current_setting('pricebook.actor'), current_setting('pricebook.request_id'),
      lower(TG_OP), TG_TABLE_NAME,
      (SELECT string_agg(either ->> c, ' ' ORDER BY n)
       FROM unnest(string_to_array(TG_ARGV[0], ' ')) WITH ORDINALITY AS t (c, n)),
      CASE TG_ARGV[1]
        WHEN 'model' THEN
          (SELECT m.model_id FROM models m WHERE m.id = (either ->> 'model_id')::bigint)
        ELSE either ->> TG_ARGV[1]
      END,
      was, became;
  END IF;
  RETURN NULL;
END
$$;

-- Whether a person is at work in this transaction.
CREATE FUNCTION attributed() RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('pricebook.actor', true), '') <> '';

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

GRANT SELECT, INSERT ON admin_audit_log TO pricebook_writer;
