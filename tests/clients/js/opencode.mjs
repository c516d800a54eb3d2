// opencode's own binary lists every seller of ours that it has a key for, at our prices and limits.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { end, offers, same, url } from './shared.mjs'

// the package of one system: `npm ci` refuses a lock that lacks those of all the others
const program = join(
  dirname(fileURLToPath(import.meta.url)),
  'node_modules/opencode-linux-x64-baseline/bin/opencode',
)
if (!existsSync(program)) {
  console.log('opencode: not compared, its binary in the lock is for Linux on x64')
  process.exit()
}
const home = mkdtempSync(join(tmpdir(), 'opencode-'))
const env = {
  PATH: process.env.PATH,
  HOME: home,
  OPENCODE_MODELS_URL: `${url}/feeds/models.dev`,
  OPENAI_API_KEY: 'none',
  ANTHROPIC_API_KEY: 'none',
  XAI_API_KEY: 'none',
  DEEPSEEK_API_KEY: 'none',
}
// into a file: what it writes into a pipe may be cut where it ends
const list = join(home, 'models.txt')
// else it may list what it brought along, where our feed is not there at once
execFileSync(program, ['models', '--verbose', '--refresh'], {
  env, cwd: home, stdio: ['ignore', openSync(list, 'w'), 'inherit'], timeout: 240_000,
}) // prettier-ignore
const text = readFileSync(list, 'utf8')
const models = text.split(/^(?=[^\s{}]+\/\S+$)/m).flatMap((block) => {
  const brace = block.indexOf('{')
  return brace < 0 ? [] : [JSON.parse(block.slice(brace))]
})
const wrong = []
let compared = 0
for (const { id, providerID, cost, limit } of models) {
  const offer = offers[`${providerID}/${id}`]
  if (!offer) continue // its own, and sellers under other names
  compared += 1
  // the format states both sides of a price, or none
  const priced = offer.prompt !== null && offer.completion !== null
  const right =
    (!priced || (same(cost.input / 1e6, offer.prompt) && same(cost.output / 1e6, offer.completion))) &&
    (offer.context === null || limit.context === offer.context)
  if (!right) wrong.push([providerID, id, cost, limit, offer])
}
for (const seller of ['openai', 'anthropic', 'xai', 'deepseek'])
  if (!models.some((model) => model.providerID === seller)) wrong.push(`no model of ${seller}`)
end('opencode', compared, wrong, 20)
