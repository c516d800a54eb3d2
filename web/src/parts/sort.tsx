/** Heading of a column that sorts; the order is in the address. */
type Props = { name: string; label: string; sort: string; numeric?: boolean; onSort: (sort: string) => void };

/** First click: what people look for there. Second: the other way. Third: the table's own order. */
export function next(sort: string, name: string, firstDown: boolean): string {
  const [first, second] = firstDown ? [`-${name}`, name] : [name, `-${name}`];
  return sort === first ? second : sort === second ? "" : first;
}

const DOWN_FIRST = new Set(["context", "max_output", "released", "sellers"]);

export function SortHeading({ name, label, sort, numeric = true, onSort }: Props) {
  const order = sort === name ? "ascending" : sort === `-${name}` ? "descending" : undefined;
  return (
    <th scope="col" aria-sort={order ?? "none"} class={numeric ? "number" : undefined}>
      <button type="button" class="sort" onClick={() => onSort(next(sort, name, DOWN_FIRST.has(name)))}>
        {label}
        <span aria-hidden="true">{order === "ascending" ? " ▲" : order === "descending" ? " ▼" : ""}</span>
      </button>
    </th>
  );
}
