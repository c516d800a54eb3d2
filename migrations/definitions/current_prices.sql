-- The price in force per model, meter and conditions: the most trusted source that has one. A
-- second-hand source is heard only where no more trusted one tells a price of the model, or, of two
-- lists, of the same meter on the same rate card: a mixture would bill what nobody charges.
CREATE OR REPLACE VIEW current_prices AS
SELECT DISTINCT ON (p.model_id, p.meter, p.conditions)
  p.model_id, p.meter, p.conditions, p.state, p.amount, p.currency, p.source, p.published,
  lower(p.valid) AS observed_at, s.trust, p.id
FROM model_prices p
JOIN price_sources s USING (source)
WHERE upper_inf(p.recorded) AND p.valid @> now()
  AND NOT (s.second_hand AND EXISTS (
    SELECT FROM model_prices o
    JOIN price_sources t ON t.source = o.source AND t.trust < s.trust
    WHERE o.model_id = p.model_id AND upper_inf(o.recorded) AND o.valid @> now()
      AND (
        NOT t.is_list
        OR (o.meter = p.meter AND rate_card(o.conditions) = rate_card(p.conditions))
      )
  ))
ORDER BY p.model_id, p.meter, p.conditions, s.trust;

GRANT SELECT ON current_prices TO pricebook_reader, pricebook_writer;
