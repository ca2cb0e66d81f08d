import { createHash } from 'node:crypto';
import type { SignedCall } from './signedCall.ts';
import { uploadBody } from './uploadBody.ts';

/** An XML document as the body of a call, with the MD5 by which OSS notices a document that was changed on the way. */
export function xmlBody(text: string): Required<Pick<SignedCall, 'headers' | 'body'>> {
  const document = Buffer.from(text);
  return {
    headers: {
      'content-type': 'application/xml',
      'content-length': String(document.length),
      'content-md5': createHash('md5').update(document).digest('base64'),
    },
    body: uploadBody(document),
  };
}
