import { createFileRequest, type FileRequest, type FileRequestInput } from '../../../src/links/requests/fileRequest.ts';
import type { PostFormOptions } from '../../../src/oss/signing/postPolicy.ts';

/** Options of a request that is signed at a time of the past. */
export const signingOptions: PostFormOptions & { readonly endpoint: string } = {
  credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
  region: 'cn-hangzhou',
  endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
  signedAt: new Date('2026-03-05T08:09:10Z'),
  expires: 86_400,
};

/** A request for any files, in English. */
export function fileRequest(
  change: Partial<FileRequestInput> = {},
  options: Partial<typeof signingOptions> = {},
): FileRequest {
  const input: FileRequestInput = {
    bucket: 'examplebucket',
    folder: 'in/',
    kinds: 'any',
    sameName: 'refuse',
    language: 'en',
    ...change,
  };
  return createFileRequest(input, { ...signingOptions, ...options });
}
