/** Line of the last 30 days, as steps: a price holds until the next one. */
import { move } from "../data/words";

const WIDTH = 60;
const HEIGHT = 16;
const DAYS = 30;

export function Sparkline({ steps }: { steps: [string, string][] }) {
  const start = Date.now() - DAYS * 86_400_000;
  const prices = steps.map(([, price]) => Number(price));
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  const x = (day: string) => Math.max(0, ((Date.parse(day) - start) / (DAYS * 86_400_000)) * WIDTH);
  const y = (price: number) => HEIGHT - 2 - ((price - low) / (high - low || 1)) * (HEIGHT - 4);
  const path = steps.map(([day], n) => `${n ? `H${x(day).toFixed(1)}V` : `M${x(day).toFixed(1)} `}${y(prices[n] ?? 0).toFixed(1)}`);
  const said = move(prices[0] ?? 0, prices.at(-1) ?? 0);
  return (
    <span class="spark">
      <svg width={WIDTH} height={HEIGHT} aria-hidden="true"><path d={`${path.join("")}H${WIDTH}`} /></svg>
      {said}
    </span>
  );
}
