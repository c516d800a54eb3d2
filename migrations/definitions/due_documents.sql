-- Whose document was made before something began or ended that shows in it. What passes without a
-- trace (a price that a more trusted source hides) is found again for a month, and rewrites nothing.
CREATE OR REPLACE VIEW due_documents AS
SELECT m.id, lower(p.valid) AS since
FROM model_prices p
JOIN models m ON m.id = p.model_id AND m.updated_at < lower(p.valid)
WHERE upper_inf(p.recorded) AND lower(p.valid) > lower(p.recorded)
  AND lower(p.valid) > now() - interval '30 days' AND lower(p.valid) <= now()
UNION ALL
SELECT m.id, upper(p.valid)
FROM model_prices p
JOIN models m ON m.id = p.model_id AND m.updated_at < upper(p.valid)
WHERE upper_inf(p.recorded) AND upper(p.valid) > lower(p.recorded)
  AND upper(p.valid) > now() - interval '30 days' AND upper(p.valid) <= now()
UNION ALL
SELECT m.id, t.begins
FROM exchange_rates r
CROSS JOIN LATERAL (SELECT r.valid_from::timestamp AT TIME ZONE 'UTC' AS begins) t
JOIN model_prices p
  ON p.currency = r.currency AND p.conditions = '{}'
  AND upper_inf(p.recorded) AND p.currency NOT IN ('USD', 'XXX')
JOIN models m ON m.id = p.model_id AND m.updated_at < t.begins
WHERE t.begins > r.entered_at AND t.begins > now() - interval '30 days' AND t.begins <= now()
UNION ALL
SELECT m.id, t.begins
FROM reference_facts f
CROSS JOIN LATERAL (SELECT f.deprecation_date::timestamp AT TIME ZONE 'UTC' AS begins) t
JOIN models m ON m.id = f.model_id AND m.updated_at < t.begins AND NOT m.deprecated
WHERE t.begins > now() - interval '30 days' AND t.begins <= now();

GRANT SELECT ON due_documents TO pricebook_reader, pricebook_writer;
