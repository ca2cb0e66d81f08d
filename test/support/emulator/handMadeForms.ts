import { aliOssSigning } from '../../emulator/aliOssSigning.ts';
import { noon, type HttpQuestion } from './handMade.ts';

/** A part of a form: a field, or a file where it has a file name. */
export interface FormPart {
  readonly name: string;
  readonly value: string;
  readonly fileName?: string;
  readonly contentType?: string;
}

export interface FormOptions {
  readonly bucket?: string;
  readonly key?: string;
  /** Conditions beside those of the bucket and the signature. */
  readonly conditions?: readonly unknown[];
  /** Fields beside `key` and those of the signature. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  readonly securityToken?: string;
  readonly region?: string;
  readonly signedAt?: Date;
  readonly expiration?: unknown;
  /** Takes the place of the whole policy. */
  readonly policy?: string;
  readonly file?: Partial<FormPart>;
}

export const BOUNDARY = '----made-by-hand';

/** The parts of a form whose policy is signed by ali-oss, the file last. */
export function signedForm(options: FormOptions = {}): readonly FormPart[] {
  const {
    bucket = 'demo',
    key = 'in/a.txt',
    conditions = [['starts-with', '$key', 'in/']],
    accessKeyId = 'ak',
    accessKeySecret = 'sk',
    securityToken,
    region = 'cn-hangzhou',
    signedAt = noon,
    expiration = new Date(+signedAt + 3_600_000).toISOString(),
  } = options;
  const date = `${signedAt.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const day = date.slice(0, 8);
  const signing = {
    'x-oss-signature-version': 'OSS4-HMAC-SHA256',
    'x-oss-credential': `${accessKeyId}/${day}/${region}/oss/aliyun_v4_request`,
    'x-oss-date': date,
    ...(securityToken === undefined ? {} : { 'x-oss-security-token': securityToken }),
  };
  const named = Object.entries({ bucket, ...signing }).map(([name, value]) => ({ [name]: value }));
  const text = options.policy ?? JSON.stringify({ expiration, conditions: [...named, ...conditions] });
  const policy = Buffer.from(text).toString('base64');
  const signature = aliOssSigning.getSignatureV4(accessKeySecret, day, region, policy);
  const fields = { key, ...options.fields, policy, ...signing, 'x-oss-signature': signature };
  return [
    ...Object.entries(fields).map(([name, value]) => ({ name, value })),
    { name: 'file', value: 'hello', fileName: 'a.txt', contentType: 'text/plain', ...options.file },
  ];
}

/** A PostObject request with the parts in that order. */
export function postedForm(
  parts: readonly FormPart[],
  { path = '/demo/', headers = {} }: { readonly path?: string; readonly headers?: Record<string, string> } = {},
): HttpQuestion {
  const texts = parts.map(({ name, value, fileName, contentType }) => {
    const file = fileName === undefined ? '' : `; filename="${fileName}"`;
    const type = contentType === undefined ? '' : `\r\nContent-Type: ${contentType}`;
    return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}${type}\r\n\r\n${value}\r\n`;
  });
  return {
    method: 'POST',
    path,
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
    body: `${texts.join('')}--${BOUNDARY}--\r\n`,
  };
}
