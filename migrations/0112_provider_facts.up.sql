-- How programs reach a provider, and what lists call it: every sync writes them from the registry of
-- the code, and the feeds read them.

ALTER TABLE providers
  ADD COLUMN api   text,                               -- what the paths of its own API begin with
  ADD COLUMN sdk   text,                               -- the npm package of the AI SDK for it
  ADD COLUMN env   text[] NOT NULL DEFAULT '{}',       -- what its clients read, beside key_name
  ADD COLUMN names jsonb NOT NULL DEFAULT '{}',        -- {"litellm": ["cohere", "cohere_chat"]}
  ADD CONSTRAINT names_are_by_list CHECK (jsonb_typeof(names) = 'object');
