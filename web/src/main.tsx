/** One page per address; each is loaded when its address is opened. */
import { type ComponentType, render } from "preact";
import { Frame } from "./parts/frame";
import "./style.css";

type Page = { default: ComponentType };

const PAGES: [RegExp, () => Promise<Page>][] = [
  [/^\/$/, () => import("./pages/catalogue")], [/^\/m\/./, () => import("./pages/model")],
  [/^\/compare$/, () => import("./pages/compare")], [/^\/cost$/, () => import("./pages/cost")],
  [/^\/changes$/, () => import("./pages/changes")], [/^\/status$/, () => import("./pages/status")],
  [/^\/admin$/, () => import("./admin/page")],
];

async function open(): Promise<void> {
  const root = document.getElementById("app");
  const load = PAGES.find(([path]) => path.test(location.pathname))?.[1];
  if (!root || !load || document.title.startsWith("Not found")) return;
  const { default: Page } = await load();
  root.replaceChildren();
  render(<Frame><Page /></Frame>, root);
}

void open();
