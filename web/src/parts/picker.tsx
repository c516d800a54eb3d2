/** Field that finds a model by a few words and adds it. */
import { useState } from "preact/hooks";
import { get } from "../data/api";
import type { Model } from "../data/types";
import { useLoad } from "./load";

const MOST = 8;

export function Picker({ label, onPick }: { label: string; onPick: (id: string) => void }) {
  const [words, setWords] = useState("");
  const found = useLoad(words, async () => {
    if (words.trim().length < 2) return [];
    const { data } = await get<Model[]>("/v1/search", {}, { q: words, page_size: 20 });
    return [...new Set(data.map((model) => model.canonical_id ?? model.id))].slice(0, MOST);
  });
  const pick = (id: string) => {
    setWords("");
    onPick(id);
  };
  return (
    <form class="picker" onSubmit={(e) => (e.preventDefault(), found.value?.[0] && pick(found.value[0]))}>
      <label>
        {label}{" "}
        <input type="search" value={words} placeholder="gpt-4o, sonnet…" onInput={(e) => setWords(e.currentTarget.value)} />
      </label>
      {words && found.value && found.value.length > 0 && (
        <ul>{found.value.map((id) => <li><button type="button" onClick={() => pick(id)}>{id}</button></li>)}</ul>
      )}
    </form>
  );
}
