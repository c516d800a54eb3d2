/** Models that are ticked, and the way to compare them; they stay through searches. */
import type { Changes } from "../data/address";
import { list } from "../data/address";

export function Picked({ params, change }: { params: URLSearchParams; change: (changes: Changes) => void }) {
  const picked = list(params, "pick");
  if (!picked.length) return null;
  return (
    <aside class="picked" aria-label="Ticked models">
      <span>{picked.length === 1 ? "1 model" : `${picked.length} models`} ticked</span>
      <a class="action" href={`/compare?models=${picked.join(",")}&v=1`}>Compare</a>
      <a href={`/cost?models=${picked.join(",")}&v=1`}>What would they cost?</a>
      <button type="button" class="link" onClick={() => change({ pick: null })}>Untick all</button>
    </aside>
  );
}
