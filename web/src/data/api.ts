/** Requests to the API: one envelope, one error, and the operator's token where there is one. */
import type { paths } from "./schema";

export type Path = keyof paths & string;
type Names = Record<string, string | number>;
type Query = Record<string, string | number | boolean | undefined>;
type Reply<T> = { data: T; meta: Record<string, unknown>; link: string | null };

const TOKEN = "pricebook-token";

/** An answer that is no success, in the API's own words. */
export class ApiError extends Error {
  constructor(readonly status: number, message: string, readonly retryAfter: number | null) {
    super(message);
  }
}

export const token = {
  read: (): string | null => sessionStorage.getItem(TOKEN),
  keep: (value: string): void => sessionStorage.setItem(TOKEN, value),
  forget: (): void => sessionStorage.removeItem(TOKEN),
};

/** Fill a path of the API: ids keep their slashes, everything else is escaped. */
export function fill(path: Path, names: Names = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(names[name]).split("/").map(encodeURIComponent).join("/"),
  );
}

export function withQuery(path: string, query: Query = {}): string {
  const sent = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== "") sent.set(name, String(value));
  return sent.size ? `${path}?${sent}` : path;
}

async function read<T>(response: Response): Promise<Reply<T>> {
  const text = await response.text();
  const body = text.startsWith("{") ? JSON.parse(text) : {};
  if (!response.ok) {
    const wait = Number(response.headers.get("retry-after")) || null;
    const said = body.error?.message ?? body.message ?? `The API answered ${response.status}.`;
    throw new ApiError(response.status, said, wait);
  }
  return { data: body.data, meta: body.meta ?? {}, link: response.headers.get("link") };
}

/** Read from the API. Admin paths carry the operator's token. */
export const get = <T>(path: Path, names: Names = {}, query: Query = {}): Promise<Reply<T>> => send<T>("GET", path, names, undefined, query);

/** Send a body to the API. A key of its own makes a repeated request harmless. */
export async function send<T>(
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE", path: Path, names: Names = {}, body?: unknown, query: Query = {},
): Promise<Reply<T>> {
  const [isAdmin, own, headers] = [path.startsWith("/v1/admin"), token.read(), new Headers()];
  if (isAdmin && own) headers.set("authorization", `Bearer ${own}`);
  if (isAdmin && method !== "GET") headers.set("idempotency-key", crypto.randomUUID());
  if (body !== undefined) headers.set("content-type", "application/json");
  return read<T>(await fetch(withQuery(fill(path, names), query), { method, headers, body: body === undefined ? null : JSON.stringify(body) }));
}

/** The settings and first rows that the document carries. */
export function embedded<T>(id: string): T | null {
  const text = document.getElementById(id)?.textContent ?? "";
  return text.startsWith("{") ? (JSON.parse(text) as T) : null;
}
