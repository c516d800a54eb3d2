// A quote by both generated clients; it compiles only where their types fit.
import createClient from 'openapi-fetch'
import type { paths } from './schema.js'
import { client } from './hey/client.gen.js'
import { createQuote } from './hey/sdk.gen.js'

interface Asked {
  model: string
  usage: Record<string, number>
  usage_format: 'meters'
}

const total = (answer: unknown): string | undefined =>
  (answer as { data?: { total?: string } } | undefined)?.data?.total

/** Ask by the types of openapi-typescript. */
export async function typed(url: string, asked: Asked): Promise<string | undefined> {
  const { data } = await createClient<paths>({ baseUrl: url }).POST('/v1/quote', { body: asked })
  return total(data)
}

/** Ask by the functions of @hey-api/openapi-ts. */
export async function made(url: string, asked: Asked): Promise<string | undefined> {
  client.setConfig({ baseUrl: url })
  return total((await createQuote({ body: asked })).data)
}
