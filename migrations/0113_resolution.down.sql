DELETE FROM model_events WHERE kind = 'source';
ALTER TABLE model_events
  DROP CONSTRAINT event_kind_is_known,
  ADD CONSTRAINT event_kind_is_known CHECK (
    kind IN ('new', 'removed', 'returned', 'price', 'deprecation')
  );
ALTER TABLE models DROP COLUMN listed_by, DROP COLUMN facts_source;
DROP TABLE resolutions;
DROP TABLE canonical_facts;
DROP TABLE listed_offers;
