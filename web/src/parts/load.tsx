/** Loading: the old answer stays until the new one is there, and an error says what to do. */
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

export type Loaded<T> = { value: T | null; error: Error | null; again: () => void };

/** Load whenever the key changes; what comes too late is dropped. What the document has already needs no request. */
export function useLoad<T>(key: string, load: () => Promise<T>, first: () => T | null = () => null): Loaded<T> {
  const [state, setState] = useState<{ value: T | null; error: Error | null }>(() => ({ value: first(), error: null }));
  const [count, setCount] = useState(0);
  const given = useRef(state.value === null ? null : key);
  useEffect(() => {
    if (given.current === key) return;
    given.current = null;
    let current = true;
    load().then(
      (value) => current && setState({ value, error: null }),
      (error: Error) => current && setState((old) => ({ value: old.value, error })),
    );
    return () => {
      current = false;
    };
  }, [key, count]);
  return { ...state, again: () => setCount((n) => n + 1) };
}

/** Give a value as it was until the page is painted, or until nothing changed for some milliseconds. */
export function useLater<T>(value: T, before = value, wait = 0): T {
  const [held, setHeld] = useState({ value: before });
  useEffect(() => {
    if (!wait) return setHeld({ value });
    const timer = setTimeout(() => setHeld({ value }), wait);
    return () => clearTimeout(timer);
  }, [value]);
  return held.value;
}

/** Tell whether the page is painted: what lies below the first screen follows then. */
export const usePainted = (): boolean => useLater(true, false);

export function Trouble({ error, again }: { error: Error; again?: () => void }) {
  return (
    <p class="trouble" role="alert">
      {error.message} {again && <button type="button" onClick={again}>Try again</button>}
    </p>
  );
}

export function Wait<T>(props: { of: Loaded<T>; children: (value: T) => ComponentChildren }) {
  const { value, error, again } = props.of;
  return (
    <>
      {error && <Trouble error={error} again={again} />}
      {value === null ? !error && <p class="wait" role="status">Loading…</p> : props.children(value)}
    </>
  );
}

/** Message of the last act, said aloud; errors stay until the next act. */
function Said({ text, error }: { text: string; error: Error | null }) {
  return <p class={error ? "said trouble" : "said"} role="status">{error ? error.message : text}</p>;
}

/** Give the message of the last act, and what does one: its text or error is said; what changed something is read again. */
export function useAct(again: () => void = () => undefined): [VNode, (work: () => Promise<string>) => void] {
  const [said, setSaid] = useState<{ text: string; error: Error | null }>({ text: "", error: null });
  const act = (work: () => Promise<string>) =>
    void work().then((text) => (setSaid({ text, error: null }), text && again()), (error: Error) => setSaid({ text: "", error }));
  return [<Said {...said} />, act];
}
