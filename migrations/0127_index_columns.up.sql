-- What GET /v1/index tells of an offer, beside its document: to take every document apart for each
-- answer was most of its time.
-- apply: gravest_doubt
ALTER TABLE models
  ADD COLUMN cached_price text GENERATED ALWAYS AS (document -> 'pricing' ->> 'cache_read') STORED,
  ADD COLUMN image_price text GENERATED ALWAYS AS (document -> 'pricing' ->> 'image') STORED,
  ADD COLUMN price_source text GENERATED ALWAYS AS (document ->> 'pricing_source') STORED,
  ADD COLUMN doubt text GENERATED ALWAYS AS (gravest_doubt(document)) STORED;
