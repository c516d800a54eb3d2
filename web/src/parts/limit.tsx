/** Number with a unit that a filter compares with; what is no number is shown in red, and filters nothing. */
import { useState } from "preact/hooks";

const SIZES: Record<string, number> = { "": 1, k: 1000, m: 1_000_000 };

/** Read 128000, 128k or 1.5M; null where it is empty, undefined where it is no number. */
export function amount(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const match = /^\s*\$?(\d+(?:\.\d+)?)\s*([km]?)\s*$/i.exec(text);
  return match ? Number(match[1]) * (SIZES[(match[2] ?? "").toLowerCase()] ?? 1) : undefined;
}

type Props = { label: string; hint: string; value: string; onChange: (text: string) => void };

export function Limit({ label, hint, value, onChange }: Props) {
  const [text, setText] = useState(value);
  const wrong = amount(text) === undefined;
  const id = label.toLowerCase().replaceAll(" ", "-");
  return (
    <div class="limit">
      <label for={id}>{label}</label>
      <input
        id={id}
        value={text}
        placeholder={hint}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onInput={(e) => {
          setText(e.currentTarget.value);
          if (amount(e.currentTarget.value) !== undefined) onChange(e.currentTarget.value.trim());
        }}
      />
      {wrong && <p id={`${id}-wrong`} class="trouble">Not a number such as {hint}: it filters nothing.</p>}
    </div>
  );
}
