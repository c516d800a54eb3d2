/** Search box, mix, the switch between models and offers, and files of what is seen. */
import type { Changes } from "../data/address";
import type { Seen } from "../data/catalogue";
import { csv, json, save, type Table } from "../data/files";
import { MixSlider, STANDARD } from "./mix";

type Props = {
  search: { current: HTMLInputElement | null }; params: URLSearchParams; change: (changes: Changes, replace?: boolean) => void;
  shown: Seen[]; total: number; offers: boolean;
};

const COLUMNS = ["id", "name", "seller", "sellers", "input_per_1m", "output_per_1m", "cached_input_per_1m", "image", "blended_per_1m", "context_length", "max_output_tokens", "release_date", "deprecation_date"];

/** Return the rows as a file has them: prices are the API's exact text. */
export function table(shown: Seen[]): Table {
  const rows = shown.map((row) => [
    row.id, row.name, row.best?.provider ?? null, new Set(row.shown.map((o) => o.provider)).size,
    row.best?.input ?? null, row.best?.output ?? null, row.best?.cached ?? null, row.best?.image ?? null,
    row.blended === null ? null : Number(row.blended.toPrecision(12)), row.context, row.maxOutput, row.released, row.ends,
  ]);
  return { columns: COLUMNS, rows };
}

export function Toolbar({ search, params, change, shown, total, offers }: Props) {
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
      <p class="count" role="status">{total.toLocaleString("en")} {offers ? "offers" : total === 1 ? "model" : "models"}</p>
      <span class="files">
        <button type="button" onClick={() => save("models.csv", "text/csv", csv(table(shown)))}>CSV</button>
        <button type="button" onClick={() => save("models.json", "application/json", json(table(shown)))}>JSON</button>
      </span>
    </div>
  );
}
