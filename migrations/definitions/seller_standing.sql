-- Which of a model's sellers are ordinary ones, whose price may stand for the model, and whom to name
-- first of those who charge the same. `doubt` is 0 for an ordinary seller; 1 for one whom only lists
-- know, and whose price but one of them states, or others deny, or a review holds; 2 for one whose
-- price is under half of what the maker and most sellers ask. Where the maker sells none, what a list
-- states has to reach half of what most ask; the maker and an operator's word are never doubted.
-- `nearness` is smallest for the maker, then come prices at first hand, then labs, clouds, hosts and
-- resellers.
-- Asked of one model, as `OFFSET 0` over `canonical_id = ...`, it reads that model's sellers and no others.
CREATE OR REPLACE VIEW seller_standing AS
WITH offers AS NOT MATERIALIZED (
  SELECT
    m.id, m.canonical_id, m.doubt, m.price_source, p.kind, m.listed_by <> '{}' AS only_listed,
    split_part(m.canonical_id, '/', 1) = ANY (p.makes) AS is_maker,
    m.provider_model_id ~ ':[a-z]+$' AS is_variant,
    nullif(3 * m.input_price + m.output_price, 0) AS price
  FROM models m
  JOIN providers p ON p.slug = m.provider
  WHERE m.is_active AND m.canonical_id IS NOT NULL
), asked AS (
  SELECT
    canonical_id,
    min(price) FILTER (WHERE is_maker) AS by_maker,
    coalesce(
      percentile_disc(0.5) WITHIN GROUP (ORDER BY price) FILTER (WHERE doubt IS NULL),
      percentile_disc(0.5) WITHIN GROUP (ORDER BY price)
    ) AS by_most
  FROM offers
  WHERE NOT is_variant
  GROUP BY canonical_id
)
SELECT
  o.id,
  CASE
    WHEN o.is_maker OR o.price_source = 'manual' THEN 0
    WHEN 2 * o.price < a.by_most AND CASE
      WHEN a.by_maker IS NULL THEN o.price_source NOT IN ('database', 'page')
      ELSE 2 * o.price < a.by_maker
    END THEN 2
    WHEN o.only_listed AND o.doubt IN ('single', 'disputed', 'review') THEN 1
    ELSE 0
  END AS doubt,
  CASE
    WHEN o.is_maker THEN 0
    WHEN o.price_source IN ('database', 'manual', 'page') THEN 10
    ELSE 20
  END + array_position('{lab,cloud,host,aggregator}', o.kind) AS nearness,
  o.canonical_id
FROM offers o
LEFT JOIN asked a USING (canonical_id);

GRANT SELECT ON seller_standing TO pricebook_reader, pricebook_writer;
