-- What we believe today that the providers' own lists said, in US dollars per unit.
SELECT m.provider, m.provider_model_id, p.meter, p.conditions, p.amount
FROM model_prices p
JOIN models m ON m.id = p.model_id
WHERE p.source = 'database' AND p.state = 'known' AND p.currency = 'USD'
  AND upper_inf(p.recorded) AND p.valid @> now()
