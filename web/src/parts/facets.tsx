/** Facets beside the table; folded away on a narrow screen. */
import type { Changes } from "../data/address";
import { list, toggled } from "../data/address";
import type { Counts } from "../data/catalogue";
import { Facet } from "./facet";
import { Limit } from "./limit";

const FACETS: [string, string][] = [
  ["can", "Can do"],
  ["in", "Takes"],
  ["out", "Gives"],
  ["seller", "Seller"],
  ["creator", "Creator"],
  ["state", "Price"],
];
export const FILTERS = [...FACETS.map(([name]) => name), "q", "context", "price", "free", "ends", "page"];

type Props = { counts: Counts; params: URLSearchParams; change: (changes: Changes, replace?: boolean) => void };

export function Facets({ counts, params, change }: Props) {
  const set = (name: string, value: string, replace = false) => change({ [name]: value, page: null }, replace);
  const used = FILTERS.some((name) => params.has(name));
  return (
    <details class="facets" open={innerWidth > 900}>
      <summary>Filters</summary>
      <button type="button" class="link" disabled={!used} onClick={() => change(Object.fromEntries(FILTERS.map((name) => [name, null])))}>Clear all filters</button>
      <Limit key={`c${used}`} label="Context at least" hint="128k" value={params.get("context") ?? ""} onChange={(t) => set("context", t, true)} />
      <Limit key={`p${used}`} label="Input price at most" hint="$2.50" value={params.get("price") ?? ""} onChange={(t) => set("price", t, true)} />
      <fieldset class="facet">
        <legend>Only</legend>
        <label>
          <input type="checkbox" checked={params.get("free") === "1"} onChange={(e) => set("free", e.currentTarget.checked ? "1" : "")} />
          <span>Free at a seller</span>
        </label>
        <label>
          <input type="checkbox" checked={params.has("ends")} onChange={(e) => set("ends", e.currentTarget.checked ? "90" : "")} />
          <span>Ends within 90 days</span>
        </label>
      </fieldset>
      {FACETS.map(([name, label]) => (
        <Facet
          key={name}
          label={label}
          counts={counts[name] ?? new Map()}
          chosen={list(params, name)}
          onToggle={(word) => set(name, toggled(list(params, name), word))}
        />
      ))}
    </details>
  );
}
