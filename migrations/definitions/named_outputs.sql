-- What comes out of a model by its name, where that is not text: lists and sellers without a word for
-- embeddings, rankings, pictures, films and speech call them text, or say nothing.
CREATE OR REPLACE FUNCTION named_outputs(provider_model_id text, stated text[]) RETURNS text[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT CASE
    WHEN NOT coalesce(stated, '{}') <@ '{text}' THEN stated
    WHEN n.id ~ '(^|[/._-])re-?rank(er|ing)?([^a-z]|$)' THEN '{rerank}'
    WHEN n.id ~ '(^|[/._-])embed(ding|dings|qa|code)?([^a-z]|$)' THEN '{embeddings}'
    WHEN n.id ~ '(^|[/_-])(bge|gte|e5|voyage|all-minilm|all-mpnet|multi-qa)-' THEN '{embeddings}'
    WHEN n.id ~ '(^|[/._-])gemini-.*-image([^a-z]|$)' THEN '{text,image}'
    WHEN n.id ~ '(^|[/_-])(hailuo|kling|seedance|sora|veo|wan)-?[0-9]' THEN '{video}'
    WHEN n.id ~ '(^|[/_-])(dall-e|flux|imagen|sdxl|seedream|stable-diffusion)-' THEN '{image}'
    WHEN n.id ~ '(^|[/._-])image([^a-z]|$)' AND n.id !~ 'image-?(2text|to-)' THEN '{image}'
    WHEN coalesce(stated, '{}') <> '{}' THEN stated
    WHEN n.id ~ '(^|[/._-])(tts|speech)([^a-z]|$)' THEN '{audio}'
    WHEN n.id ~ '(^|[/._-])(dall-e|flux|imagen|sdxl|stable-diffusion)([^a-z]|$)' THEN '{image}'
    WHEN n.id ~ '(^|[/._-])(transcribe|whisper)([^a-z]|$)' THEN '{text}'
    ELSE stated
  END
  FROM (SELECT lower(provider_model_id)) AS n (id);
END;
