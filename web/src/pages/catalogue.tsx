/** Catalogue: every model with its sellers; search, facets and order run here, without a request. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useAddress } from "../data/address";
import { embedded, get } from "../data/api";
import { blend, ordered, rank, type Row, rows, type Seen, select } from "../data/catalogue";
import type { IndexData } from "../data/types";
import { perOffer, readWanted } from "../data/wanted";
import { Facets } from "../parts/facets";
import { ModelTable } from "../parts/models";
import { PAGE_ROWS, Pager } from "../parts/pager";
import { Picked } from "../parts/picked";
import { Toolbar } from "../parts/toolbar";

type First = { data: IndexData; meta: { total: number } };

/** Give the rows: the embedded ones at once, all of them as soon as the index is there. */
function useIndex(): { all: Row[]; whole: boolean; failed: string | null; total: number } {
  const first = useMemo(() => embedded<First>("first"), []);
  const [all, setAll] = useState<Row[]>(() => (first ? rows(first.data) : []));
  const [whole, setWhole] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    get<IndexData>("/v1/index").then(
      ({ data }) => (setAll(rows(data)), setWhole(true)),
      (error: Error) => setFailed(error.message),
    );
  }, []);
  return { all, whole, failed, total: whole ? all.length : (first?.meta.total ?? 0) };
}

function useSlash(): { current: HTMLInputElement | null } {
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (event.key !== "/" || typing) return;
      event.preventDefault();
      search.current?.focus();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);
  return search;
}

export default function Catalogue() {
  const index = useIndex();
  const [params, change] = useAddress();
  const wanted = readWanted(params);
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
      <Facets counts={counts} params={params} change={change} />
      <section aria-label="Models">
        <Toolbar search={useSlash()} params={params} change={change} shown={shown} total={total} offers={offers} />
        {index.failed && <p class="trouble" role="alert">{index.failed} These are the first rows only.</p>}
        <ModelTable rows={shown.slice(first, first + PAGE_ROWS)} params={params} change={change} offers={offers} />
        {index.whole && !shown.length && <p class="none">No model fits. Take a filter away, or search for less.</p>}
        <Pager page={page} total={total} onPage={(n) => (change({ page: n === 1 ? null : String(n) }), scrollTo(0, 0))} />
      </section>
      <Picked params={params} change={change} />
    </div>
  );
}
