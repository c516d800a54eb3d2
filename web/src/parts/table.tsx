/** Table in a region of its own: where it is too wide, it scrolls sideways, by keyboard too. */
import type { ComponentChildren } from "preact";

type Props = { label: string; heads: ComponentChildren[]; kind?: string; bodies?: boolean; children: ComponentChildren };
const isNumber = (head: ComponentChildren): head is string => typeof head === "string" && head.startsWith("#");

/** A heading that begins with # stands over numbers; bodies: the rows come in tbody elements of their own. */
export const Table = ({ label, heads, kind = "", bodies = false, children }: Props) => (
  <div class="scroll" tabIndex={0} role="region" aria-label={label}>
    <table class={`rows ${kind}`}>
      <thead><tr>{heads.map((head) => <th scope="col" class={isNumber(head) ? "number" : undefined}>{isNumber(head) ? head.slice(1) : head}</th>)}</tr></thead>
      {bodies ? children : <tbody>{children}</tbody>}
    </table>
  </div>
);
