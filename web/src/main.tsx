/** One page per address. Readers' pages come in one file: a first view waits for no second request. */
import { type ComponentType, render } from "preact";
import Catalogue from "./pages/catalogue";
import Changes from "./pages/changes";
import Compare from "./pages/compare";
import Cost from "./pages/cost";
import Model from "./pages/model";
import Status from "./pages/status";
import "./style.css";

const PAGES: [RegExp, ComponentType][] = [
  [/^\/$/, Catalogue], [/^\/m\/./, Model], [/^\/compare$/, Compare], [/^\/cost$/, Cost], [/^\/changes$/, Changes], [/^\/status$/, Status],
];

/** Draw the page into the frame that the document has. */
async function open(): Promise<void> {
  const main = document.getElementById("main");
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".top nav a")) if (link.pathname === location.pathname) link.ariaCurrent = "page";
  const Page = location.pathname === "/admin" ? (await import("./admin/page")).default : PAGES.find(([path]) => path.test(location.pathname))?.[1];
  if (!main || !Page || document.title.startsWith("Not found")) return;
  main.replaceChildren();
  render(<Page />, main);
  main.tabIndex = -1;
}

void open();
