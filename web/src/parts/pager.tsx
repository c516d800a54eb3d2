/** Pages of 50 rows. */
import { grouped } from "../data/words";
export const PAGE_ROWS = 50;

type Props = { page: number; total: number; onPage: (page: number) => void };

export function Pager({ page, total, onPage }: Props) {
  const pages = Math.max(1, Math.ceil(total / PAGE_ROWS));
  if (pages === 1) return null;
  return (
    <nav class="pager" aria-label="Pages of rows">
      <button type="button" disabled={page <= 1} onClick={() => onPage(page - 1)}>Previous</button>
      <span>Page {grouped(page)} of {grouped(pages)}</span>
      <button type="button" disabled={page >= pages} onClick={() => onPage(page + 1)}>Next</button>
    </nav>
  );
}
