// What the scripts share: the address, the cases, and how a comparison ends.
import { readFileSync } from 'node:fs'

export const url = process.argv[2]
export const told = JSON.parse(readFileSync(process.argv[3], 'utf8'))
export const offers = told.catalogue

/** Whether two figures are the same but for binary floats; unknown is only unknown. */
export function same(found, expected) {
  if (found == null || expected == null) return found == null && expected == null
  const [a, b] = [Number(found), Number(expected)]
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
}

/** Print how a comparison ended, and end with 1 where figures differ or too few were compared. */
export function end(what, compared, wrong, least) {
  for (const difference of wrong.slice(0, 10)) console.log('  ' + JSON.stringify(difference))
  console.log(`${what}: ${compared} compared, ${wrong.length} wrong`)
  if (wrong.length || compared < least) process.exitCode = 1
}
