-- What lists state of an offer now: under its own id, and where a list does not have that, under
-- another name for it that is no offer of its own.
CREATE OR REPLACE FUNCTION offer_cards(model bigint) RETURNS SETOF listed_offers
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 3
BEGIN ATOMIC
  SELECT DISTINCT ON (o.source) o.*
  FROM (
    SELECT m.provider, m.provider_model_id, 0 AS place FROM models m WHERE m.id = model
    UNION ALL
    SELECT m.provider, m.provider_model_id, 1 FROM models m WHERE m.stands_for = model
  ) AS n
  JOIN listed_offers o
    ON o.provider = n.provider AND lower(o.provider_model_id) = lower(n.provider_model_id)
    AND upper_inf(o.stated)
  ORDER BY o.source, n.place, length(o.provider_model_id), o.provider_model_id;
END;

GRANT EXECUTE ON FUNCTION offer_cards TO pricebook_reader, pricebook_writer;
