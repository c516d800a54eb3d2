-- Why the active offers of a provider have a price or none, counted: an index answers it.
CREATE OR REPLACE VIEW coverage_by_reason AS
SELECT provider, json_object_agg(reason, offers ORDER BY reason) AS reasons
FROM (
  SELECT
    c.provider, coalesce(c.reason, p.without_price, 'unpublished') AS reason,
    sum(c.offers)::bigint AS offers
  FROM (
    SELECT
      provider,
      CASE
        WHEN 'known' = ANY (price_states) THEN 'priced'
        WHEN 'free' = ANY (price_states) THEN 'free'
        WHEN 'dynamic' = ANY (price_states) THEN 'dynamic'
        WHEN 'included' = ANY (price_states) THEN 'included'
        WHEN 'not_offered' = ANY (price_states) THEN 'not_sold'
      END AS reason,
      count(*) AS offers
    FROM models
    WHERE is_active
    GROUP BY 1, 2
  ) AS c
  JOIN providers p ON p.slug = c.provider
  GROUP BY 1, 2
) AS counted
GROUP BY provider;

GRANT SELECT ON coverage_by_reason TO pricebook_reader, pricebook_writer;
