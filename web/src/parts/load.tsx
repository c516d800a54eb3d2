/** Loading: the old answer stays until the new one is there, and an error says what to do. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

export type Loaded<T> = { value: T | null; error: Error | null; again: () => void };

/** Load whenever the key changes; what comes too late is dropped. */
export function useLoad<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ value: T | null; error: Error | null }>({ value: null, error: null });
  const [count, setCount] = useState(0);
  useEffect(() => {
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
