import fc from 'fast-check';
import type { FormFieldRule } from '../../../src/oss/signing/formFields.ts';
import type { PostFormOptions, PostFormRequest } from '../../../src/oss/signing/postPolicy.ts';
import { hostileText, key, options } from './arbitraryRequests.ts';

const objectName = key.filter((name) => !name.includes('${filename}'));
const fieldValue = hostileText.filter((text) => !/\p{Cc}/u.test(text));
const mediaType = fc.constantFrom('image/png', 'image/jpeg', 'text/plain; charset=utf-8', 'application/octet-stream');
const sizeBytes = fc.integer({ min: 0, max: 5 * 1024 ** 3 });

/** Address of a page. The one of fast-check takes longer to create than a form takes to sign. */
const address = fc
  .tuple(
    fc.constantFrom('https://files.example.com', 'http://[::1]:8080', 'https://user@例子.测试'),
    fc.array(hostileText, { maxLength: 3 }),
    fc.option(hostileText),
  )
  .map(([origin, folders, query]) => {
    const path = folders.map((name) => `/${encodeURIComponent(name)}`).join('');
    return `${origin}${path}${query === null ? '' : `?q=${encodeURIComponent(query)}`}`;
  });

const extraRule: fc.Arbitrary<FormFieldRule> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom('cache-control', 'Content-Disposition', 'x:var', 'x-oss-meta-tag'),
      fc.stringMatching(/^y-[a-z0-9]{1,8}$/),
    ),
    fc.oneof(
      fc.tuple(fc.constantFrom('eq', 'starts-with'), fieldValue),
      fc.tuple(fc.constantFrom('in', 'not-in'), fc.array(fieldValue, { minLength: 1, maxLength: 3 })),
    ),
  )
  .filter(([field, [, value]]) => !(field === 'Content-Disposition' && value.includes('')))
  .map(([field, [op, value]]) => ({ op, field, value }));

/** Any upload form. */
export const formRequest: fc.Arbitrary<PostFormRequest> = fc
  .record(
    {
      bucket: fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,20}[a-z0-9]$/),
      key: fc.oneof(fc.record({ exact: objectName }), fc.record({ prefix: fc.oneof(fc.constant(''), key) })),
      contentLengthRange: fc.tuple(sizeBytes, sizeBytes).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
      contentTypes: fc.oneof(
        fc.record({ eq: mediaType }),
        fc.record({ in: fc.array(mediaType, { minLength: 1, maxLength: 4 }) }),
        fc.record({ startsWith: fc.constantFrom('', 'image/', 'text/') }),
      ),
      successActionStatus: fc.constantFrom(200, 201, 204),
      successActionRedirect: address,
      forbidOverwrite: fc.boolean(),
      objectAcl: fc.constantFrom('default', 'private', 'public-read'),
      storageClass: fc.constantFrom('Standard', 'IA', 'Archive'),
      meta: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), fieldValue, {
        maxKeys: 3,
        noNullPrototype: true,
      }),
      extra: fc.uniqueArray(extraRule, { selector: ({ field }) => field, maxLength: 3 }),
    },
    { requiredKeys: ['bucket', 'key'] },
  )
  .filter(({ meta = {}, extra = [] }) => !('tag' in meta && extra.some(({ field }) => field === 'x-oss-meta-tag')));

/** Options of a form, in its end by seconds or by a moment. */
export const formOptions: fc.Arbitrary<PostFormOptions & { readonly signedAt: Date }> = fc
  .tuple(options, fc.boolean(), fc.integer({ min: 0, max: 999 }))
  .map(([{ credentials, region, endpoint, signedAt, expires }, byMoment, extraMs]) => ({
    credentials,
    region,
    endpoint,
    signedAt,
    ...(byMoment
      ? {
          expiration: new Date(
            Math.floor(signedAt.getTime() / 1000) * 1000 + expires * 1000 - extraMs * (expires > 1 ? 1 : 0),
          ),
        }
      : { expires }),
  }));
