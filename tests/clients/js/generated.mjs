// openapi-typescript and @hey-api/openapi-ts make clients of openapi.json that compile, and whose
// create_quote says what our quote says; Spectral and Redocly find no error in it.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { end, same, told, url } from './shared.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const bin = (name) => join(here, 'node_modules/.bin', name)
const folder = join(process.cwd(), 'generated-ts')
const run = (name, ...words) => {
  try {
    return [execFileSync(bin(name), words, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })]
  } catch (error) {
    return ['', `${name}: ${(error.stdout + error.stderr).slice(-1500)}`]
  }
}
process.env.REDOCLY_TELEMETRY = 'off'
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
symlinkSync(join(here, 'node_modules'), join(folder, 'node_modules'))
const document = await (await fetch(`${url}/openapi.json`)).text()
writeFileSync(join(folder, 'openapi.json'), document)
writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
writeFileSync(join(folder, '.spectral.yaml'), 'extends: ["spectral:oas"]')
cpSync(join(here, 'quoted.ts'), join(folder, 'quoted.ts'))

const compilerOptions = {
  strict: true, skipLibCheck: true, target: 'es2022', module: 'nodenext', outDir: 'built',
} // prettier-ignore
const hey = {
  input: 'openapi.json',
  output: { path: 'hey', importFileExtension: '.js' },
  plugins: ['@hey-api/client-fetch', '@hey-api/sdk', '@hey-api/typescript'],
}
writeFileSync(join(folder, 'hey.mjs'), `export default ${JSON.stringify(hey)}`)
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({ compilerOptions, files: ['quoted.ts'] }),
)
const steps = [
  ['openapi-typescript', 'openapi.json', '-o', 'schema.ts'],
  ['openapi-ts', '-f', 'hey.mjs'],
  ['tsc', '-p', '.'],
  ['spectral', 'lint', 'openapi.json', '--fail-severity', 'error'],
  ['redocly', 'lint', 'openapi.json', '--extends', 'recommended'],
]
const wrong = steps.map(([name, ...words]) => run(name, ...words)[1]).filter(Boolean)
const cases = told.cases.filter((it) => it.use === 'short').slice(0, 20)
if (!wrong.length) {
  const { typed, made } = await import(pathToFileURL(join(folder, 'built/quoted.js')))
  for (const it of cases) {
    const asked = { model: it.model, usage: it.usage, usage_format: 'meters' }
    for (const call of [typed, made]) {
      const total = await call(url, asked)
      if (!same(total, it.total)) wrong.push([call.name, it.model, total, it.total])
    }
  }
}
end('openapi-typescript and @hey-api/openapi-ts', cases.length, wrong, 20)
