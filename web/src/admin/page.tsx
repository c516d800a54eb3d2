/** Operators' page: sign in, then reviews, models, runs and the rest; every tab has its address. */
import { useEffect, useState } from "preact/hooks";
import { useAddress } from "../data/address";
import { token } from "../data/api";
import { Audit } from "./audit";
import { Disagreements } from "./disagreements";
import { Models } from "./models";
import { Prices } from "./prices";
import { Providers } from "./providers";
import { Reviews } from "./reviews";
import { Runs } from "./runs";
import { finish, SignIn, signOut } from "./sign-in";

const TABS: [string, string, () => preact.JSX.Element][] = [
  ["reviews", "Reviews", Reviews], ["models", "Models", Models], ["runs", "Runs", Runs],
  ["disagreements", "Disagreements", Disagreements], ["providers", "Providers", Providers],
  ["prices", "Manual prices", Prices], ["audit", "Audit", Audit],
];

export default function Admin() {
  const [params] = useAddress();
  const [signedIn, setSignedIn] = useState(token.read() !== null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    if (params.has("code")) finish(params).then(() => setSignedIn(true), setError);
  }, []);
  if (!signedIn) return <SignIn error={error} onToken={() => setSignedIn(true)} />;
  const [name, , Tab] = TABS.find(([tab]) => tab === params.get("tab")) ?? TABS[0]!;
  return (
    <>
      <div class="toolbar">
        <h1>Operators</h1>
        <button type="button" onClick={() => (signOut(), setSignedIn(false))}>Sign out</button>
      </div>
      <nav class="tabs" aria-label="Operators' pages">
        {TABS.map(([tab, label]) => <a href={`/admin?tab=${tab}&v=1`} aria-current={tab === name ? "page" : undefined}>{label}</a>)}
      </nav>
      <Tab key={name} />
    </>
  );
}
