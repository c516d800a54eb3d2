-- name: guards
-- What an operator set in place of the numbers of settings.py, and whether a person decides.
SELECT guards::text, reviews FROM providers WHERE slug = :provider
