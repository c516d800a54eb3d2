-- What a seller states on its own price page: below its API's word, above whatever others wrote down.
UPDATE price_sources SET trust = trust + 1 WHERE trust > 2;

INSERT INTO price_sources (source, trust, second_hand, is_list) VALUES
  ('page', 3, false, true);
