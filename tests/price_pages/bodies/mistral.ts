import { defineModels } from '../schema';
import antBig2 from './ant-big-2-26-09';
import antOld from './ant-old-24-01';

import { StaticModel } from '../schema';
export default {
  name: 'Ant Big 2', // in the shop
  describe: (l) => ({ description: l.text(`pricing: { type: 'custom' } of a text`, { context: 'x' }) }),
  slug: 'ant-big-2-26-09',
  status: 'GA',
  weights: [{ name: 'Weights', url: 'https://example.com/pricing' }],
  ratings: { speed: 2.0, input: 4.0, output: 2.0 },
  pricing: {
    type: 'custom',
    free: false,
    input: [
      { type: 'range', price: 0.4, priceEur: 0.35, denominator: '/M Tokens', label: 'Input' },
      { type: 'range', price: 0.04, priceEur: 0.035, denominator: '/M Tokens', label: 'Cached input' },
    ],
    output: [
      /* { type: 'range', price: 99, denominator: '/M Tokens' }, */
      { type: 'flat', price: 1.6, priceEur: 1.4, denominator: '/M Tokens' },
    ],
  },
  identifiers: { apiNames: ['ant-big-2609', 'ant-big-latest'], aliases: ['ant-big'] },
  legacy: false,
} as const satisfies StaticModel;

export const model = { name: "Ant Reader", status: "PublicPreview", identifiers: { apiNames: ["ant-ocr"] },
  pricing: { type: "custom", input: [{ type: "flat", price: 2, denominator: "/1000 Pages" }, { type: "flat", price: 3, denominator: "/1000 Annotated Pages" }], output: [] } };

export default {
  name: 'Ant Ear',
  status: 'GA',
  identifiers: { apiNames: ['ant-ear'] },
  pricing: { type: 'custom', free: false, input: [{ type: 'range', price: 0.004, denominator: '/Min' }, { type: 'flat', price: 0.1, denominator: '/M Tokens' }],
    output: [{ type: 'range', price: 0.0, denominator: '/M Tokens' }] },
} as const;

export default {
  name: 'Ant Voice',
  status: 'GA',
  identifiers: { apiNames: ['ant-voice'] },
  pricing: { type: 'custom', free: false, input: [{ type: 'range', price: 0.0, denominator: '/M Chars' }],
    output: [{ type: 'range', price: 16.0, priceEur: 10, denominator: '/M Chars' }] },
} as const;

export default {
  name: 'Ant Range',
  status: 'Deprecated',
  identifiers: { apiNames: ['ant-range'] },
  pricing: { type: 'range', free: false, input: 0.15, inputEur: 0.14, denominator: '/M Tokens', output: 0.6, outputEur: 0.5 },
} as const;

export default {
  name: 'Ant Odd',
  status: 'GA',
  identifiers: { apiNames: ['ant-odd', 'ant-big'] },
  pricing: { type: 'custom', free: false, input: [{ type: 'range', price: 1, denominator: '/M Smells' }, { type: 'range', price: 2, denominator: '/M Tokens', label: 'Night input' },
    { type: 'range', price: 0.9, denominator: '/M Tokens' }], output: OUTPUT_PRICES },
} as const;

export default {
  name: 'Ant Flat',
  status: 'GA',
  identifiers: { apiNames: ['ant-flat'] },
  pricing: { type: 'flat', free: false, price: 0.1, denominator: '/M Tokens' },
} as const;

export default {
  name: 'Ant Code',
  status: 'GA',
  identifiers: { apiNames: ['ant-code'] },
  pricing: { type: 'custom', input: [...SHARED, { price: 1 }] },
} as const;

export default {
  name: 'Ant Free',
  status: 'GA',
  identifiers: { apiNames: ['ant-free'] },
  pricing: { type: 'custom', free: true, input: [], output: [] },
} as const;

export default {
  name: 'Ant Old',
  status: 'Retired',
  identifiers: { apiNames: ['ant-old-2401'] },
  pricing: { type: 'custom', free: false, input: [{ type: 'range', price: 8, denominator: '/M Tokens' }], output: [] },
} as const;
