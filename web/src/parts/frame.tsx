/** The frame of every page: the name, the links, and the page. */
import type { ComponentChildren } from "preact";

const LINKS: [string, string][] = [
  ["/", "Catalogue"], ["/compare", "Compare"], ["/cost", "Cost"], ["/changes", "Changes"],
  ["/status", "Status"], ["/admin", "Operators"], ["/docs", "API"],
];

export function Frame({ children }: { children: ComponentChildren }) {
  return (
    <>
      <a class="skip" href="#main">Skip to content</a>
      <header class="top">
        <a class="name" href="/">Pricebook</a>
        <nav aria-label="Pages">
          {LINKS.map(([address, name]) => (
            <a href={address} aria-current={location.pathname === address ? "page" : undefined}>{name}</a>
          ))}
        </nav>
      </header>
      <main id="main" tabIndex={-1}>{children}</main>
    </>
  );
}
