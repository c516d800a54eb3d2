-- Each event goes into the outbox of every watch-list that it matters to, in its own transaction: what
-- is committed will be told, and what is taken back will not.
CREATE OR REPLACE FUNCTION tell_watches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO watch_changes (watch_id, change, body)
  SELECT w.id, c.id, jsonb_build_object(
    'id', c.id, 'kind', c.kind, 'at', c.at, 'provider', c.provider, 'model_id', c.model_id,
    'title', c.title, 'summary', c.summary, 'details', c.details
  )
  FROM watches w
  CROSS JOIN new_events e
  JOIN models m ON m.id = e.model_id
  JOIN changes c ON c.number = e.id
  WHERE e.kind = ANY (w.kinds) AND is_watched(w, m)
    AND (e.kind <> 'price' OR largest_move(e.details -> 'prices') >= w.min_percent)
  ON CONFLICT (watch_id, change) DO NOTHING;
  RETURN NULL;
END
$$;
