// OpenRouter's TypeScript SDK lists our models and their sellers at our prices, and knows our errors.
import { OpenRouter } from '@openrouter/sdk'
import { NotFoundResponseError } from '@openrouter/sdk/models/errors'
import { end, offers, same, told, url } from './shared.mjs'

const client = new OpenRouter({ apiKey: 'none', serverURL: `${url}/feeds/openrouter/api/v1` })
const all = Object.values(offers)
const models = []
for await (const page of await client.models.list({ limit: 200 })) models.push(...page.result.data)
const unsold = models.filter(
  (model) =>
    model.architecture.outputModalities.includes('text') &&
    !all.some(
      (offer) =>
        offer.canonical === model.canonicalSlug &&
        (offer.prompt === null ||
          (same(model.pricing.prompt, offer.prompt) &&
            same(model.pricing.completion, offer.completion))),
    ),
)
end("OpenRouter's TypeScript SDK, models", models.length, unsold.map((m) => [m.id, m.pricing]), 100)

const contested = models.filter((model) => told.cheapest[model.canonicalSlug])
const dear = contested.filter(
  ({ canonicalSlug, pricing }) =>
    !told.cheapest[canonicalSlug].some(
      ([prompt, completion]) => same(pricing.prompt, prompt) && same(pricing.completion, completion),
    ),
)
end("OpenRouter's TypeScript SDK, cheapest sellers", contested.length, dear.map((m) => [m.id, m.pricing]), 100)

const wrong = []
let compared = 0
const named = models.filter((model) => model.id.split('/').length === 2)
for (const model of named.filter((_, n) => n % Math.ceil(named.length / 40) === 0)) {
  const [author, slug] = model.id.split('/')
  const one = await client.models.get({ author, slug })
  if (one.data.pricing.prompt !== model.pricing.prompt) wrong.push([model.id, one.data.pricing])
  for (const endpoint of (await client.endpoints.list({ author, slug })).data.endpoints) {
    const id = `${endpoint.tag}/${endpoint.name.split(' | ').slice(1).join(' | ')}`
    const { prompt, completion } = offers[id]
    const right =
      (prompt === null || same(endpoint.pricing.prompt, prompt)) &&
      (completion === null || same(endpoint.pricing.completion, completion))
    if (!right) wrong.push([id, endpoint.pricing])
    compared += 1
  }
}
try {
  await client.endpoints.list({ author: 'nobody', slug: 'has-this' })
  wrong.push('an unknown model was found')
} catch (error) {
  if (!(error instanceof NotFoundResponseError)) wrong.push(String(error))
}
end("OpenRouter's TypeScript SDK, endpoints", compared, wrong, 40)
