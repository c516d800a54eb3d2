/** Part of a page with its heading, which names it for a screen reader. */
import type { ComponentChildren } from "preact";

export const Section = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section aria-label={title}><h2>{title}</h2>{children}</section>
);
