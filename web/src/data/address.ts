/** State in the address, versioned: a link shows what its sender saw. */
import { useEffect, useState } from "preact/hooks";

export const VERSION = "1";
const CHANGED = "pricebook-address";

export type Changes = Record<string, string | null>;

/** Return the query of an address with some of its state changed; null takes a name out. */
export function changed(query: string, changes: Changes): string {
  const params = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes))
    if (value === null || value === "") params.delete(name);
    else params.set(name, value);
  params.delete("v");
  if (params.size) params.set("v", VERSION);
  return params.toString();
}

function go(changes: Changes, replace: boolean): void {
  const query = changed(location.search, changes);
  const address = location.pathname + (query ? `?${query}` : "");
  if (address === location.pathname + location.search) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  dispatchEvent(new Event(CHANGED));
}

/** Give the state of the address, and what changes it; typing replaces, a choice is a step back. */
export function useAddress(): [URLSearchParams, (changes: Changes, replace?: boolean) => void] {
  const [query, setQuery] = useState(location.search);
  useEffect(() => {
    const follow = () => setQuery(location.search);
    addEventListener("popstate", follow);
    addEventListener(CHANGED, follow);
    return () => {
      removeEventListener("popstate", follow);
      removeEventListener(CHANGED, follow);
    };
  }, []);
  return [new URLSearchParams(query), (changes, replace = false) => go(changes, replace)];
}

export const list = (params: URLSearchParams, name: string): string[] =>
  (params.get(name) ?? "").split(",").filter(Boolean);

/** Return a list with a word added or taken out, as the address holds it. */
export const toggled = (words: string[], word: string): string =>
  (words.includes(word) ? words.filter((w) => w !== word) : [...words, word]).join(",");
