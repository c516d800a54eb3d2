/** One page per address; each is loaded when its address is opened. */
import { type ComponentType, render } from "preact";
import "./style.css";

type Page = { default: ComponentType };

const PAGES: [RegExp, () => Promise<Page>][] = [
  [/^\/$/, () => import("./pages/catalogue")], [/^\/m\/./, () => import("./pages/model")],
  [/^\/compare$/, () => import("./pages/compare")], [/^\/cost$/, () => import("./pages/cost")],
  [/^\/changes$/, () => import("./pages/changes")], [/^\/status$/, () => import("./pages/status")],
  [/^\/admin$/, () => import("./admin/page")],
];

/** Draw the page into the frame that the document has. */
async function open(): Promise<void> {
  const main = document.getElementById("main");
  const load = PAGES.find(([path]) => path.test(location.pathname))?.[1];
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".top nav a")) if (link.pathname === location.pathname) link.ariaCurrent = "page";
  if (!main || !load || document.title.startsWith("Not found")) return;
  const { default: Page } = await load();
  main.replaceChildren();
  render(<Page />, main);
  main.tabIndex = -1;
}

void open();
