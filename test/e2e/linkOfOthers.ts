import { presign, type PresignOptions, type PresignRequest } from '../../src/oss/signing/presign.ts';
import { sampleAccount } from '../workbench/sampleOss.ts';
import { session } from './session.ts';

/** Link of the sample account, made by someone else. */
export function linkOfOthers(
  request: Partial<PresignRequest> = {},
  options: Partial<PresignOptions> & { readonly secret?: string } = {},
): string {
  const { secret: accessKeySecret = sampleAccount.accessKeySecret, ...others } = options;
  return presign(
    { method: 'GET', bucket: 'demo-documents', key: 'readme.txt', ...request },
    {
      credentials: { accessKeyId: sampleAccount.accessKeyId, accessKeySecret },
      region: 'cn-hangzhou',
      endpoint: session().emulator.endpoint('cn-hangzhou'),
      addressing: 'path',
      expires: 3600,
      ...others,
    },
  ).url;
}
