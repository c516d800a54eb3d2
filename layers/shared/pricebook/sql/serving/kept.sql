-- Whole bodies that the write side builds.

-- name: head
SELECT generation, built_at, took_ms, coalesce(changes_at, 9223372036854775807) FROM kept_answers
WHERE address = CAST(:address AS text) AND format = CAST(:format AS integer)

-- name: entry
SELECT entry FROM kept_answers
WHERE address = CAST(:address AS text) AND format = CAST(:format AS integer)
