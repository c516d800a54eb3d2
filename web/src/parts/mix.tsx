/** The mix of input and output tokens that prices are compared by; it is in the address. */
import type { Mix } from "../data/catalogue";

export const STANDARD = "3:1";
const STEPS = ["1:0", "20:1", "10:1", "5:1", "3:1", "2:1", "1:1", "1:2", "1:5", "0:1"];

/** Read a mix as the API writes it; anything else is the standard. */
export function readMix(text: string | null): Mix {
  const match = /^(\d{1,6}):(\d{1,6})$/.exec(text ?? "");
  const mix = { input: Number(match?.[1]), output: Number(match?.[2]) };
  return match && mix.input + mix.output > 0 ? mix : { input: 3, output: 1 };
}

export function MixSlider({ value, onChange }: { value: string; onChange: (mix: string) => void }) {
  const place = STEPS.indexOf(value);
  return (
    <label class="mix">
      <span>Mix, input to output: <b>{value}</b></span>
      <input
        type="range" min={0} max={STEPS.length - 1} value={place < 0 ? STEPS.indexOf(STANDARD) : place}
        aria-valuetext={`${value.replace(":", " input tokens to ")} output tokens`} onInput={(e) => onChange(STEPS[Number(e.currentTarget.value)] ?? STANDARD)}
      />
    </label>
  );
}
