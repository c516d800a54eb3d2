"""The peer of a quote: genai-prices' own calculation, in an environment of its own.

It prints the microseconds that one takes, and the price, so that nobody measures an error.
"""

import time

from genai_prices import Usage, calc_price

TIMES = 2000
USAGE = Usage(input_tokens=12_000, cache_read_tokens=10_000, output_tokens=800)


def main() -> None:
    """Measure."""
    price = calc_price(USAGE, model_ref="gpt-4o", provider_id="openai")
    started = time.perf_counter()
    for _ in range(TIMES):
        calc_price(USAGE, model_ref="gpt-4o", provider_id="openai")
    print(f"{(time.perf_counter() - started) / TIMES * 1e6:.1f} {price.total_price}")


if __name__ == "__main__":
    main()
