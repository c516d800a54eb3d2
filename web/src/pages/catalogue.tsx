/** Catalogue: every model with its sellers; search, facets and order run here, without a request. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { list, useAddress } from "../data/address";
import { embedded, get } from "../data/api";
import { named, ordered, perOffer, ranking, type Row, rows, type Seen, select, type Selected } from "../data/catalogue";
import type { IndexData } from "../data/types";
import { Facets } from "../parts/facets";
import { useKeys } from "../parts/keys";
import { useLater, useLoad, usePainted } from "../parts/load";
import { readMix } from "../parts/mix";
import { ModelTable } from "../parts/models";
import { PAGE_ROWS, Pager } from "../parts/pager";
import { Picked } from "../parts/picked";
import { Toolbar } from "../parts/toolbar";

const AGAIN_MS = 5000;
/** Rows of about a screen are drawn at once; those below them and the facets wait for a pause. */
const FIRST_ROWS = 16;
const PAUSE_MS = 300;
type First = { data: IndexData; meta: { total: number }; digest: string | null };

/** Give the rows: the embedded ones at once, all of them as soon as the index is there. */
function useIndex(): { all: Row[]; whole: boolean; failed: Error | null; total: number } {
  const first = useMemo(() => embedded<First>("first"), []);
  const before = useMemo(() => (first ? rows(first.data) : []), []);
  const { value, error, again } = useLoad("index", async () => rows((await get<IndexData>("/v1/index", {}, { digest: first?.digest ?? "" })).data));
  useEffect(() => void (error && setTimeout(again, AGAIN_MS)), [error]);
  return { all: value ?? before, whole: value !== null, failed: error, total: value?.length ?? first?.meta.total ?? 0 };
}

type Item = Row | Seen;
type Found = Selected & { items: Item[]; seen: (item: Item) => Seen; params: URLSearchParams; missing: string[] };

/** Give what an address asks for, in order; rows are ranked when somebody looks at them or sorts by a price. */
function useFound(all: Row[], query: string): Found {
  const params = useMemo(() => new URLSearchParams(query), [query]);
  const [only, seller, mix] = [params.get("only"), params.get("seller"), params.get("mix")];
  const mine = useMemo(() => named(all, list(params, "only")), [all, only]);
  const rank = useMemo(() => ranking(list(params, "seller"), readMix(mix)), [all, seller, mix]);
  return useMemo(() => {
    const selected = select(all, params, mine.ids);
    const seen = (item: Item): Seen => ("model" in item ? item : rank(item));
    const items: Item[] = params.get("view") === "offers" ? perOffer(selected.rows.map(rank), readMix(mix)) : selected.rows;
    return { ...selected, items: ordered(items, params.get("sort") ?? "", seen), seen, params, missing: mine.missing };
  }, [all, query]);
}

export default function Catalogue() {
  const search = useRef<HTMLInputElement>(null);
  useKeys((event) => event.key === "/" && (event.preventDefault(), search.current?.focus()));
  const index = useIndex();
  const [address, change] = useAddress();
  // a key or a click is painted first, then the rows, then what stands around them
  const found = useFound(index.all, useLater(address.toString()));
  const { items, seen, params } = found;
  const [settled, painted] = [useLater(found, found, PAUSE_MS), usePainted()];
  const facets = useMemo(() => <Facets {...settled} counts={settled.counts()} whole={index.whole} change={change} />, [settled, index.whole]);
  const offers = params.get("view") === "offers";
  const page = Math.max(1, Number(params.get("page")) || 1);
  const narrowed = [...params.keys()].some((name) => !["v", "page", "sort", "mix", "view", "pick"].includes(name));
  const total = index.whole || narrowed ? items.length : index.total;
  const table = useMemo(() => {
    const first = index.whole ? (page - 1) * PAGE_ROWS : 0;
    const last = Math.min(first + PAGE_ROWS, items.length);
    const below = painted ? settled.items.slice(first + FIRST_ROWS, last).map(settled.seen) : [];
    return <ModelTable rows={[...items.slice(first, first + FIRST_ROWS).map(seen), ...below]} params={params} change={change} offers={offers} />;
  }, [found, settled, painted, index.whole]);
  return (
    <div class="catalogue" data-index={index.whole && settled === found ? "whole" : "part"}>
      <h1 class="hidden">Catalogue</h1>
      {painted ? facets : <details class="facets"><summary>Filters</summary></details>}
      <section aria-label="Models">
        <Toolbar search={search} params={address} change={change} seen={() => items.map(seen)} total={total} offers={offers} />
        {index.failed && <p class="trouble" role="alert">{index.failed.message} These are the first rows only.</p>}
        {table}
        {index.whole && !items.length && <p class="none">No model fits. Take a filter away, or search for less.</p>}
        <Pager page={page} total={total} onPage={(n) => (change({ page: n === 1 ? null : String(n) }), scrollTo(0, 0))} />
      </section>
      <Picked params={address} change={change} />
    </div>
  );
}
