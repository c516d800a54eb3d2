/** Table in a region of its own: where it is too wide, it scrolls sideways, by keyboard too. */
import type { ComponentChildren } from "preact";
import { usePainted } from "./load";

type Props = { label: string; heads: ComponentChildren[]; kind?: string; bodies?: boolean; children: ComponentChildren };
/** What a narrow screen writes before each cell, where rows become cards. */
const labels = (heads: ComponentChildren[]) =>
  Object.fromEntries(heads.map((head, n) => [`--head-${n + 1}`, typeof head === "string" ? JSON.stringify(head.replace("#", "")) : '""']));
const isNumber = (head: ComponentChildren): head is string => typeof head === "string" && head.startsWith("#");

/** Rows of the first screen; where columns have widths of their own, the rest follow when these are painted. */
const FIRST = 20;

/** A heading that begins with # stands over numbers; bodies: the rows come in tbody elements of their own. */
export function Table({ label, heads, kind = "cards", bodies = false, children }: Props) {
  const painted = usePainted();
  const rows = painted || !kind.includes("fixed") || !Array.isArray(children) ? children : children.slice(0, FIRST);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <table class={`rows ${kind}`} style={labels(heads)}>
        <thead><tr>{heads.map((head) => <th scope="col" class={isNumber(head) ? "number" : undefined}>{isNumber(head) ? head.slice(1) : head}</th>)}</tr></thead>
        {bodies ? children : <tbody>{rows}</tbody>}
      </table>
    </div>
  );
}
