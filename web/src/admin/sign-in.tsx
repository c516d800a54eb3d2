/** Sign-in: at the deployment's user pool by authorisation code with PKCE, or by a token at hand. */
import { useState } from "preact/hooks";
import { embedded, token } from "../data/api";
import { Trouble } from "../parts/load";

const VERIFIER = "pricebook-verifier";
const STATE = "pricebook-state";
type Config = { sign_in: { url: string; client: string } };

const pool = () => embedded<Config>("config")?.sign_in ?? { url: "", client: "" };
const here = () => `${location.origin}/admin`;
const plain = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const random = (): string => plain(crypto.getRandomValues(new Uint8Array(32)));

/** Return what the pool compares the verifier with: RFC 7636, S256. */
export async function challenge(verifier: string): Promise<string> {
  return plain(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

async function begin(): Promise<void> {
  const [verifier, state] = [random(), random()];
  sessionStorage.setItem(VERIFIER, verifier);
  sessionStorage.setItem(STATE, state);
  const query = new URLSearchParams({
    response_type: "code", client_id: pool().client, redirect_uri: here(), scope: "openid email",
    state, code_challenge: await challenge(verifier), code_challenge_method: "S256",
  });
  location.assign(`${pool().url}/oauth2/authorize?${query}`);
}

/** Turn the code that the pool sent us back with into a token. */
export async function finish(params: URLSearchParams): Promise<void> {
  const [verifier, state] = [sessionStorage.getItem(VERIFIER), sessionStorage.getItem(STATE)];
  sessionStorage.removeItem(VERIFIER);
  sessionStorage.removeItem(STATE);
  const code = params.get("code");
  history.replaceState(null, "", "/admin");
  if (!verifier || !code || !state || params.get("state") !== state) throw new Error("This sign-in was not begun here. Sign in again.");
  const body = new URLSearchParams({ grant_type: "authorization_code", client_id: pool().client, code, redirect_uri: here(), code_verifier: verifier });
  const answer = await fetch(`${pool().url}/oauth2/token`, { method: "POST", body });
  if (!answer.ok) throw new Error("The sign-in was refused. Sign in again.");
  token.keep(((await answer.json()) as { id_token: string }).id_token);
}

export function signOut(): void {
  token.forget();
  const { url, client } = pool();
  if (url) location.assign(`${url}/logout?${new URLSearchParams({ client_id: client, logout_uri: here() })}`);
}

async function local(): Promise<void> {
  const answer = await fetch("/local/token", { method: "POST" });
  if (!answer.ok) throw new Error("This machine gives no token: run `make token ROLE=admin` and paste what it prints.");
  token.keep(await answer.text());
}

export function SignIn({ error, onToken }: { error: Error | null; onToken: () => void }) {
  const [text, setText] = useState("");
  const [trouble, setTrouble] = useState<Error | null>(null);
  const isLocal = ["127.0.0.1", "localhost"].includes(location.hostname);
  return (
    <div class="sign-in">
      <h1>Operators</h1>
      <p class="lead">Everything else here is open to everybody. These pages change the catalogue, so they need a token with the role admin.</p>
      {(error ?? trouble) && <Trouble error={(error ?? trouble) as Error} />}
      {pool().url && <p><button type="button" class="first" onClick={() => void begin()}>Sign in</button></p>}
      {isLocal && <p><button type="button" class="first" onClick={() => local().then(onToken, setTrouble)}>Use this machine's token</button></p>}
      <form onSubmit={(e) => (e.preventDefault(), token.keep(text.trim()), onToken())}>
        <label>Or paste a token <input type="password" autocomplete="off" value={text} onInput={(e) => setText(e.currentTarget.value)} /></label>{" "}
        <button disabled={!text.trim()}>Use it</button>
      </form>
    </div>
  );
}
