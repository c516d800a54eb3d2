"""Mistral's files: which there are, and what becomes of an index that names none."""

from datetime import date

from pricebook.price_pages import price_pages

PAGE = price_pages()["mistral"]
INDEX = """import { defineModels } from '../schema';
import one from './one-26-01';
import two from "./two-26-02";
import again from './one-26-01';
import above from '../../secrets';
"""


def test_each_model_has_a_file() -> None:
    """Only files of the same folder are asked for, and each once."""
    assert ["one-26-01.ts", "two-26-02.ts"] == [
        url.removeprefix(PAGE.url.removesuffix("index.ts")) for url in PAGE.parts(INDEX)
    ]


def test_an_index_alone_states_nothing() -> None:
    """Without the files there is no price and no finding."""
    reading = PAGE.read(INDEX, date(2026, 11, 29), [])

    assert ({}, {}) == (reading.cards, reading.unread)


def test_a_price_in_euros_alone_is_told() -> None:
    """Euros are not taken for dollars, and a model that has them alone is not passed over."""
    model = """export const zed = { name: "Zed", identifiers: { apiNames: ["zed-1"] },
      pricing: { type: "custom", input: [{ type: "flat", priceEur: 2, denominator: "/M Tokens" }],
      output: [] } } as const;"""
    reading = PAGE.read(model, date(2026, 11, 29), [])

    assert ({}, {"Zed: input /M Tokens": 1}) == (reading.cards, reading.unread)
