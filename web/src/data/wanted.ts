/** What the address of the catalogue asks for. */
import { amount, expression } from "../parts/limit";
import { readMix } from "../parts/mix";
import { list } from "./address";
import type { Seen, Wanted } from "./catalogue";

/** only: the ids that the list of the address means, where it has one. */
export function readWanted(params: URLSearchParams, only: Set<string>): Wanted {
  return {
    q: params.get("q") ?? "",
    sellers: list(params, "seller"), creators: list(params, "creator"), states: list(params, "state"),
    capabilities: list(params, "can"), inputs: list(params, "in"), outputs: list(params, "out"),
    context: expression(params.get("context") ?? "", ">=") ?? null, input: expression(params.get("price") ?? "", "<=") ?? null,
    output: expression(params.get("output") ?? "", "<=") ?? null, only: params.has("only") ? only : null,
    free: params.get("free") === "1", endsWithin: amount(params.get("ends") ?? "") ?? null, mix: readMix(params.get("mix")), sort: params.get("sort") ?? "",
  };
}

/** Return a row per offer in place of one per model. */
export const perOffer = (seen: Seen[], price: (row: Seen) => number | null): Seen[] =>
  seen.flatMap((row) =>
    row.shown.map((offer) => {
      const alone = { ...row, best: offer, shown: [offer] };
      return { ...alone, blended: price(alone) };
    }),
  );
