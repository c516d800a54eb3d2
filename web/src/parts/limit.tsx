/** Filter on a number: what cannot be read is shown in red, and filters nothing. */
import { useState } from "preact/hooks";

const SIZES: Record<string, number> = { "": 1, k: 1000, m: 1_000_000 };

/** Read 128000, 128k or 1.5M; null where it is empty, undefined where it is no number. */
export function amount(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const match = /^\s*\$?(\d+(?:\.\d+)?)\s*([km]?)\s*$/i.exec(text);
  return match ? Number(match[1]) * (SIZES[(match[2] ?? "").toLowerCase()] ?? 1) : undefined;
}

export type Test = (value: number) => boolean;
export type Sign = ">=" | "<=" | ">" | "<" | "=";
const COMPARE: Record<Sign, (limit: number) => Test> = {
  ">=": (limit) => (n) => n >= limit, "<=": (limit) => (n) => n <= limit, "=": (limit) => (n) => n === limit,
  ">": (limit) => (n) => n > limit, "<": (limit) => (n) => n < limit,
};
const TERM = /^(not\s+)?(>=|<=|>|<|=)?\s*(\$?[\d.]+\s*[km]?)(?:\s*(?:-|to)\s*(\$?[\d.]+\s*[km]?))?$/i;

function term(text: string, plain: Sign): Test | undefined {
  const [, not, sign, first = "", second = ""] = TERM.exec(text.trim()) ?? [];
  const [low, high] = [amount(first), amount(second)];
  if (low == null || high === undefined || (sign && high !== null)) return undefined;
  const test: Test = high !== null ? (n) => n >= low && n <= high : COMPARE[(sign ?? (not ? "=" : plain)) as Sign](low);
  return not ? (n) => !test(n) : test;
}

/** Read "128k", "8k-64k", "> 1 and not 5", "< 0.1 or 2-3"; a number alone means what the field says. */
export function expression(text: string, plain: Sign): Test | null | undefined {
  if (!text.trim()) return null;
  const either = text.split(/\s+or\s+|,/i).map((all) => all.split(/\s+and\s+/i).map((one) => term(one, plain)));
  if (either.flat().includes(undefined)) return undefined;
  return (n) => either.some((all) => all.every((test) => test?.(n)));
}

type Props = { label: string; hint: string; plain: Sign; value: string; onChange: (text: string) => void };

export function Limit({ label, hint, plain, value, onChange }: Props) {
  const [text, setText] = useState(value);
  const wrong = expression(text, plain) === undefined;
  const type = (next: string) => {
    setText(next);
    if (expression(next, plain) !== undefined) onChange(next.trim());
  };
  const id = label.toLowerCase().replaceAll(" ", "-");
  return (
    <div class="limit">
      <label for={id}>{label}</label>
      <input id={id} value={text} placeholder={hint} aria-invalid={wrong} aria-describedby={wrong ? `${id}-wrong` : undefined} onInput={(e) => type(e.currentTarget.value)} />
      {wrong && <p id={`${id}-wrong`} class="trouble">Not a number such as {hint}, or such as 1-5, &gt; 2, not 0: it filters nothing.</p>}
    </div>
  );
}
