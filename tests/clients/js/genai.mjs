// genai-prices for JavaScript takes our data for its own, and calcPrice says what our quote says.
import { calcPrice, updatePrices, waitForUpdate } from '@pydantic/genai-prices'
import { end, same, told, url } from './shared.mjs'

const data = await (await fetch(`${url}/feeds/genai-prices/data.json`)).json()
updatePrices(({ setProviderData }) => setProviderData(data))
await waitForUpdate()

/** What a case costs at the prices that hold on any day at any hour. */
const dayless = ({ usage, base }) =>
  Object.entries(usage).reduce(
    (sum, [meter, count]) => sum + count * Number(base[meter] ?? base.input_tokens),
    0,
  )

// it knows no service tiers
const cases = told.cases.filter((it) => Object.keys(it.said).length === 0)
const wrong = []
for (const it of cases) {
  const { input_tokens, output_tokens, cache_read_tokens = 0, cache_write_tokens = 0 } = it.usage
  const usage = {
    input_tokens: input_tokens + cache_read_tokens + cache_write_tokens,
    output_tokens,
    cache_read_tokens,
    cache_write_tokens,
  }
  const [providerId, model] = it.genai
  const found = calcPrice(usage, model, { providerId })?.total_price
  if (!same(found, it.total) && !(it.by_day && same(found, dayless(it))))
    wrong.push([it.use, it.model, found, it.total, it.assumptions])
}
end('genai-prices for JavaScript', cases.length, wrong, 400)
