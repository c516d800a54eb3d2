-- What is published under a path.

-- name: digest
SELECT CASE WHEN CAST(:packed AS boolean) THEN digest ELSE plain_digest END
FROM published_lists WHERE path = CAST(:path AS text)
