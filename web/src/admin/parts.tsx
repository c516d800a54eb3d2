/** What the operators' tabs share: a filter bar, pages, and a sign-in that has run out. */
import type { ComponentChildren } from "preact";
import { useAddress } from "../data/address";
import { ApiError, get, type Path, token } from "../data/api";
import { type Loaded, useLoad, Wait } from "../parts/load";
import { PAGE_ROWS, Pager } from "../parts/pager";
import { grouped } from "../data/words";

/** Heading of a column of boxes. */
export const TICK = <span class="hidden">Tick</span>;

type Listed<T> = { items: T[]; total: number; meta: Record<string, unknown> };

/** Load one page of a list; the filters are those words of the address that it names. */
export function useList<T>(path: Path, filters: string[], fixed: Record<string, string> = {}): Loaded<Listed<T>> & { page: number } {
  const [params] = useAddress();
  const page = Number(params.get("page")) || 1;
  const chosen = Object.fromEntries(filters.map((name) => [name, params.get(name) ?? undefined]));
  const query = { ...fixed, ...chosen, page, page_size: PAGE_ROWS };
  const loaded = useLoad(JSON.stringify(query), async () => {
    const { data, meta } = await get<T[]>(path, {}, query);
    return { items: data, total: Number(meta["total"]), meta };
  });
  return { ...loaded, page };
}

export function Filter({ name, label, options, preset = "" }: { name: string; label: string; options?: string[]; preset?: string }) {
  const [params, change] = useAddress();
  const value = params.get(name) ?? preset;
  const set = (next: string) => change({ [name]: next, page: null }, !options);
  return (
    <label>
      {label}
      {options ? (
        <select value={value} onChange={(e) => set(e.currentTarget.value)}>{!preset && <option value="">all</option>}{options.map((o) => <option>{o}</option>)}</select>
      ) : (
        <input type="search" value={value} onInput={(e) => set(e.currentTarget.value)} />
      )}
    </label>
  );
}

export function Page<T>(props: { of: Loaded<Listed<T>> & { page: number }; none: string; children: (items: T[], meta: Record<string, unknown>) => ComponentChildren }) {
  const [, change] = useAddress();
  const { of, none, children } = props;
  if (of.error instanceof ApiError && of.error.status === 401) return <Expired />;
  return (
    <Wait of={of}>
      {({ items, total, meta }) => (
        <>
          <p class="count" role="status">{grouped(total)} in all</p>
          {items.length === 0 ? <p class="none">{none}</p> : children(items, meta)}
          <Pager page={of.page} total={total} onPage={(n) => change({ page: n === 1 ? null : String(n) })} />
        </>
      )}
    </Wait>
  );
}

function Expired() {
  return (
    <p class="trouble" role="alert">
      The token is not valid any more. <button type="button" onClick={() => (token.forget(), location.reload())}>Sign in again</button>
    </p>
  );
}

type AskProps = { act: string; can?: boolean; onAct: () => void; onDrop: () => void; children: ComponentChildren };

/** What an act would change, said before it is done; the button that does it has the focus. */
export const Ask = ({ act, can = true, onAct, onDrop, children }: AskProps) => (
  <div class="note" role="group" aria-label="What would change">
    {children}
    <p class="acts">
      <button type="button" class="first" disabled={!can} ref={(button) => button?.focus()} onClick={onAct}>{act}</button>
      <button type="button" onClick={onDrop}>Leave it as it is</button>
    </p>
  </div>
);
