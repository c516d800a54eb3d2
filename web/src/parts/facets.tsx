/** Facets beside the table; folded away on a narrow screen. */
import type { Changes } from "../data/address";
import { list, toggled } from "../data/address";
import type { Counts } from "../data/catalogue";
import { Facet } from "./facet";
import { Limit } from "./limit";

const FACETS: [string, string][] = [
  ["can", "Can do"], ["in", "Takes"], ["out", "Gives"], ["seller", "Seller"], ["creator", "Creator"], ["state", "Price"],
];
const LIMITS = [["context", "Context at least", "128k", ">="], ["price", "Input price at most", "$2.50", "<="], ["output", "Output price at most", "$10", "<="]] as const;
export const FILTERS = [...FACETS.map(([name]) => name), ...LIMITS.map(([name]) => name), "q", "free", "ends", "only", "page"];

type Props = { counts: Counts; whole: boolean; missing: string[]; params: URLSearchParams; change: (changes: Changes, replace?: boolean) => void };

export function Facets({ counts, whole, missing, params, change }: Props) {
  const set = (name: string, value: string, replace = false) => change({ [name]: value, page: null }, replace);
  const used = FILTERS.some((name) => params.has(name));
  return (
    <details class="facets" open={innerWidth > 1024}>
      <summary>Filters</summary>
      <button type="button" class="link" disabled={!used} onClick={() => change(Object.fromEntries(FILTERS.map((name) => [name, null])))}>Clear all filters</button>
      {LIMITS.map(([name, label, hint, plain]) => (
        <Limit key={`${name}${used}`} {...{ label, hint, plain }} value={params.get(name) ?? ""} onChange={(text) => set(name, text, true)} />
      ))}
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
      <details class="limit" open={params.has("only")}>
        <summary>Only my models</summary>
        <textarea key={String(used)} rows={4} aria-label="My models" placeholder="openai/gpt-4o&#10;claude-sonnet-4" defaultValue={list(params, "only").join("\n")} onInput={(e) => set("only", e.currentTarget.value.split(/[\s,;"]+/).filter(Boolean).join(","), true)} />
        {whole && missing.length > 0 && <p class="trouble" role="status">Not here: {missing.join(", ")}</p>}
      </details>
      {FACETS.map(([name, label]) => (
        <Facet key={name} label={label} counts={counts[name] ?? new Map()} whole={whole} chosen={list(params, name)} onToggle={(word) => set(name, toggled(list(new URLSearchParams(location.search), name), word))} />
      ))}
    </details>
  );
}
