-- Whether a watch-list holds a model: by its id, its canonical model, its seller or the filter, of which
-- every field that is given has to fit.
CREATE OR REPLACE FUNCTION is_watched(w watches, m models) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN m.model_id = ANY (w.models)
    OR coalesce(m.canonical_id = ANY (w.canonical_ids), false)
    OR m.provider = ANY (w.providers)
    OR w.filter IS NOT NULL AND coalesce(
      (NOT w.filter ? 'creators' OR w.filter -> 'creators' ? split_part(m.canonical_id, '/', 1))
      AND (NOT w.filter ? 'capabilities'
        OR (m.document -> 'capabilities')::jsonb @> (w.filter -> 'capabilities'))
      AND (NOT w.filter ? 'min_context_length'
        OR (m.document ->> 'context_length')::bigint >= (w.filter ->> 'min_context_length')::bigint),
      false
    );

GRANT EXECUTE ON FUNCTION is_watched TO pricebook_writer;
