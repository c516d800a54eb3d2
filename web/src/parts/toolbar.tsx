/** Search box, mix, the switch between models and offers, and files of what is seen. */
import type { Changes } from "../data/address";
import { type Seen, sellersOf } from "../data/catalogue";
import { csv, json, save, type Table } from "../data/files";
import { grouped } from "../data/words";
import { MixSlider, STANDARD } from "./mix";

type Props = {
  search: { current: HTMLInputElement | null }; params: URLSearchParams; change: (changes: Changes, replace?: boolean) => void;
  seen: () => Seen[]; total: number; offers: boolean;
};

const COLUMNS: Record<string, (seen: Seen) => string | number | null | undefined> = {
  id: ({ model }) => model.id, name: ({ model }) => model.name, seller: ({ best }) => best?.provider, sellers: ({ shown }) => sellersOf(shown),
  input_per_1m: ({ best }) => best?.input, output_per_1m: ({ best }) => best?.output, cached_input_per_1m: ({ best }) => best?.cached, image: ({ best }) => best?.image,
  blended_per_1m: ({ blended }) => blended && Number(blended.toPrecision(12)), context_length: ({ model }) => model.context, max_output_tokens: ({ model }) => model.maxOutput,
  release_date: ({ model }) => model.released, deprecation_date: ({ model }) => model.ends,
};

/** Return the rows as a file has them: prices are the API's exact text. */
export const table = (seen: Seen[]): Table => ({ columns: Object.keys(COLUMNS), rows: seen.map((row) => Object.values(COLUMNS).map((of) => of(row) ?? null)) });

export function Toolbar({ search, params, change, seen, total, offers }: Props) {
  return (
    <div class="toolbar">
      <label class="search">
        <span class="hidden">Search models</span>
        <input ref={search} type="search" placeholder="Search models   /" value={params.get("q") ?? ""} onInput={(e) => change({ q: e.currentTarget.value, page: null }, true)} />
      </label>
      <MixSlider value={params.get("mix") ?? STANDARD} onChange={(mix) => change({ mix: mix === STANDARD ? null : mix }, true)} />
      <label class="switch">
        <input type="checkbox" checked={offers} onChange={(e) => change({ view: e.currentTarget.checked ? "offers" : null, page: null })} />
        <span>Every offer</span>
      </label>
      <p class="count" role="status">{grouped(total)} {offers ? "offers" : total === 1 ? "model" : "models"}</p>
      <span class="files">
        <button type="button" onClick={() => save("models.csv", "text/csv", csv(table(seen())))}>CSV</button>
        <button type="button" onClick={() => save("models.json", "application/json", json(table(seen())))}>JSON</button>
      </span>
    </div>
  );
}
