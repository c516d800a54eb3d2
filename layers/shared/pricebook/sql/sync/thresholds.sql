-- name: guards
-- What an operator set in place of the numbers of settings.py.
SELECT guards::text FROM providers WHERE slug = :provider
