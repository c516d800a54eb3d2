-- name: lock_shared
-- Runs of different providers write side by side; a list writes alone, since it touches models of
-- all of them, and a document is made of what every source tells. Taken before the transaction, so
-- that now() in it is later than everything that others have written.
SELECT pg_advisory_lock_shared(hashtext('pricebook documents'))

-- name: lock_exclusive
SELECT pg_advisory_lock(hashtext('pricebook documents'))

-- name: unlock
SELECT pg_advisory_unlock_all()
