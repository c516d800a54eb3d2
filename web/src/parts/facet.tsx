/** Facet: the choices of one kind with how many rows each leaves; long lists are searched. */
import { useState } from "preact/hooks";
import { grouped } from "../data/words";

const SHORT = 8;

type Props = { label: string; counts: Map<string, number>; whole: boolean; chosen: string[]; onToggle: (word: string) => void };

export function Facet({ label, counts, whole, chosen, onToggle }: Props) {
  const [part, setPart] = useState("");
  const [open, setOpen] = useState(false);
  const words = [...new Set([...chosen, ...counts.keys()])].sort(
    (a, b) => +chosen.includes(b) - +chosen.includes(a) || (counts.get(b) ?? 0) - (counts.get(a) ?? 0),
  );
  const found = words.filter((word) => word.includes(part.toLowerCase()));
  const shown = open || part ? found.slice(0, 60) : found.slice(0, SHORT);
  return (
    <fieldset class="facet">
      <legend>{label}</legend>
      {open && (
        <input type="search" aria-label={`Find ${label.toLowerCase()}`} placeholder="Find" value={part} onInput={(e) => setPart(e.currentTarget.value)} />
      )}
      {shown.map((word) => (
        <label key={word}>
          <input type="checkbox" checked={chosen.includes(word)} onChange={() => onToggle(word)} />
          <span>{word.replaceAll("_", " ")}</span>
          <small>{whole && grouped(counts.get(word) ?? 0)}</small>
        </label>
      ))}
      {words.length > SHORT && (
        <button type="button" class="link" aria-expanded={open} onClick={() => (setOpen(!open), setPart(""))}>
          {open ? "Fewer" : `All ${words.length}`}
        </button>
      )}
    </fieldset>
  );
}
