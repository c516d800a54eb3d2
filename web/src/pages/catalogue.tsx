/** Catalogue: every model with its sellers; search, facets and order run here, without a request. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { list, useAddress } from "../data/address";
import { embedded, get } from "../data/api";
import { blend, named, ordered, rank, type Row, rows, type Seen, select } from "../data/catalogue";
import type { IndexData } from "../data/types";
import { perOffer, readWanted } from "../data/wanted";
import { Facets } from "../parts/facets";
import { useKeys } from "../parts/keys";
import { ModelTable } from "../parts/models";
import { PAGE_ROWS, Pager } from "../parts/pager";
import { Picked } from "../parts/picked";
import { Toolbar } from "../parts/toolbar";

const AGAIN_MS = 5000;
type First = { data: IndexData; meta: { total: number }; digest: string | null };

/** Give the rows: the embedded ones at once, all of them as soon as the index is there. */
function useIndex(): { all: Row[]; whole: boolean; failed: string | null; total: number } {
  const first = useMemo(() => embedded<First>("first"), []);
  const [all, setAll] = useState<Row[]>(() => (first ? rows(first.data) : []));
  const [whole, setWhole] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    const load = (): void => void get<IndexData>("/v1/index", {}, { digest: first?.digest ?? "" }).then(
      ({ data }) => (setAll(rows(data)), setWhole(true), setFailed(null)),
      (error: Error) => (setFailed(error.message), setTimeout(load, AGAIN_MS)),
    );
    load();
  }, []);
  return { all, whole, failed, total: whole ? all.length : (first?.meta.total ?? 0) };
}

export default function Catalogue() {
  const search = useRef<HTMLInputElement>(null);
  useKeys((event) => event.key === "/" && (event.preventDefault(), search.current?.focus()));
  const index = useIndex();
  const [params, change] = useAddress();
  const mine = useMemo(() => named(index.all, list(params, "only")), [index.all, params.get("only")]);
  const wanted = readWanted(params, mine.ids);
  const query = params.toString();
  const { seller, mix } = { seller: params.get("seller"), mix: params.get("mix") };
  const ranked = useMemo(() => rank(index.all, wanted.sellers, wanted.mix), [index.all, seller, mix]);
  const { seen, counts } = useMemo(() => select(ranked, wanted), [ranked, query]);
  const offers = params.get("view") === "offers";
  const shown: Seen[] = useMemo(
    () => (offers ? ordered(perOffer(seen, (row) => row.best && blend(row.best, wanted.mix)), wanted.sort) : seen),
    [seen, offers, wanted.sort],
  );
  const page = Math.max(1, Number(params.get("page")) || 1);
  const first = index.whole ? (page - 1) * PAGE_ROWS : 0;
  const narrowed = [...params.keys()].some((name) => !["v", "page", "sort", "mix", "view", "pick"].includes(name));
  const total = index.whole || narrowed ? shown.length : index.total;
  return (
    <div class="catalogue" data-index={index.whole ? "whole" : "first"}>
      <h1 class="hidden">Catalogue</h1>
      <Facets counts={counts} whole={index.whole} missing={mine.missing} params={params} change={change} />
      <section aria-label="Models">
        <Toolbar search={search} params={params} change={change} shown={shown} total={total} offers={offers} />
        {index.failed && <p class="trouble" role="alert">{index.failed} These are the first rows only.</p>}
        <ModelTable rows={shown.slice(first, first + PAGE_ROWS)} params={params} change={change} offers={offers} />
        {index.whole && !shown.length && <p class="none">No model fits. Take a filter away, or search for less.</p>}
        <Pager page={page} total={total} onPage={(n) => (change({ page: n === 1 ? null : String(n) }), scrollTo(0, 0))} />
      </section>
      <Picked params={params} change={change} />
    </div>
  );
}
