-- History before the first day: what lists stated earlier, imported from their dated lines.

CREATE TABLE history_imports (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source      text NOT NULL REFERENCES price_sources,
  digest      text NOT NULL,                           -- SHA-256 of the lines
  first_day   date NOT NULL,
  last_day    date NOT NULL,
  lines       integer NOT NULL,
  superseded  integer NOT NULL,                        -- changed again on the same day: noise
  imported_by text NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT days_are_in_order CHECK (first_day <= last_day)
);

CREATE INDEX history_imports_digest ON history_imports (digest);

INSERT INTO price_sources (source, trust, second_hand, is_list) VALUES
  ('reference:llm-prices', 8, true, true);             -- few sellers, with dates

-- NULL is what we observed ourselves.
ALTER TABLE listed_offers ADD COLUMN import_id bigint REFERENCES history_imports;
ALTER TABLE model_prices ADD COLUMN import_id bigint REFERENCES history_imports;

CREATE INDEX listed_offers_imported ON listed_offers (provider, lower(provider_model_id))
  WHERE import_id IS NOT NULL;
CREATE INDEX model_prices_imported ON model_prices (model_id)
  WHERE import_id IS NOT NULL AND upper_inf(recorded);

-- What was told of one model.
CREATE INDEX model_events_model ON model_events (model_id, at, id);

GRANT SELECT ON history_imports TO pricebook_reader, pricebook_writer;
GRANT INSERT ON history_imports TO pricebook_writer;
GRANT DELETE ON listed_offers TO pricebook_writer;
