import fc from 'fast-check';
import type { CdnInput } from '../../../src/oss/signing/signCdn.ts';
import { hasDotSegments } from '../../../src/oss/validate.ts';
import { hostileText, key as objectKey } from './arbitraryRequests.ts';

const key = objectKey.filter((key) => !hasDotSegments(key));
const RESERVED = /^(?:x-oss-.*|ossaccesskeyid|expires|signature|security-token|auth_key|key[12]|)$/i;
const parameter = fc.tuple(
  fc
    .oneof(fc.constantFrom('v', 'response-content-disposition', 'sign', 'time'), hostileText)
    .filter((name) => !RESERVED.test(name)),
  fc.option(hostileText),
);
const query = fc.oneof(fc.constant([]), fc.array(parameter, { maxLength: 4 }));
const field = fc.stringMatching(/^[A-Za-z0-9._~]{1,40}$/);
const name = fc.stringMatching(/^[A-Za-z][\w.-]{0,20}$/);

const typed = fc.oneof(
  fc.record({ type: fc.constant('A' as const), query, rand: field, uid: field }, { requiredKeys: ['type', 'query'] }),
  fc.record({ type: fc.constant('B' as const), query }),
  fc.record({
    type: fc.constantFrom('C1' as const, 'C2' as const),
    query,
    hexCase: fc.constantFrom('lower' as const, 'upper' as const),
  }),
  fc
    .record({
      type: fc.constant('F' as const),
      timeFormat: fc.constantFrom('hex' as const, 'dec' as const),
      hexCase: fc.constantFrom('lower' as const, 'upper' as const),
      signParam: name,
      timeParam: name,
    })
    .filter(({ signParam, timeParam }) => signParam !== timeParam),
);
const second = fc.integer({ min: 1_040_000_000, max: 0xffff_ffff - 604_800 }).map((second) => new Date(second * 1000));
const moment = fc.oneof(
  fc.record({ time: second, cdnTtl: fc.integer({ min: 1, max: 31_536_000 }) }),
  fc.record({
    signedAt: second,
    expires: fc.integer({ min: 60, max: 604_800 }),
    cdnTtl: fc.integer({ min: 1, max: 31_536_000 }),
  }),
);

/** Any link that can be signed, with what is known of its domain. */
export const cdnInput: fc.Arbitrary<CdnInput & { readonly cdnTtl: number }> = fc
  .tuple(
    fc.record({
      baseUrl: fc.constantFrom('https://cdn.example.com', 'http://127.0.0.1:8000', 'https://img.example.cn:8443'),
      key,
      privateKey: fc.stringMatching(/^[A-Za-z0-9]{6,32}$/),
    }),
    typed,
    moment,
  )
  .map(([target, typed, moment]) => ({ ...target, ...typed, ...moment }));
