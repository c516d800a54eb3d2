-- What a seller sells is what its own list has, once that was read whole. What others state beside it
-- is kept, and not sold.
ALTER TABLE providers ADD COLUMN own_list_since timestamptz;  -- when its own list was first read whole

UPDATE providers p SET own_list_since = r.since
FROM (
  SELECT provider, min(completed_at) AS since
  FROM sync_runs WHERE status IN ('success', 'partial') GROUP BY provider
) r
WHERE r.provider = p.slug AND p.kind <> 'reference';

ALTER TABLE models
  ADD COLUMN unsold boolean NOT NULL DEFAULT false,        -- stated by a list, and not in its seller's own
  ADD COLUMN stands_for bigint REFERENCES models;          -- unsold: another name of this offer

-- the other names of an offer are looked up with whatever lists state of it
CREATE INDEX models_stands_for ON models (stands_for) WHERE stands_for IS NOT NULL;
