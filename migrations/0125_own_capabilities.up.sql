-- The capabilities that a seller's own list states of an offer: lists add those of which it never
-- tells. NULL until that list is read again.
ALTER TABLE models ADD COLUMN own_capabilities text[];
