-- What the API tells of a run.
CREATE OR REPLACE FUNCTION run_report(r sync_runs) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN json_build_object(
    'id', (r).id, 'status', (r).status, 'triggered_by', (r).triggered_by,
    'started_at', (r).started_at, 'completed_at', (r).completed_at,
    'duration_ms', (r).duration_ms,
    'models_fetched', (r).models_fetched, 'models_added', (r).models_added,
    'models_updated', (r).models_updated, 'models_unchanged', (r).models_unchanged,
    'models_rejected', (r).models_rejected, 'models_missing', (r).models_missing,
    'models_returned', (r).models_returned, 'models_deactivated', (r).models_deactivated,
    'prices_changed', (r).prices_changed, 'errors', (r).errors
  );
