import { writeXml } from './xml.ts';
import type { XmlNode } from './xml.ts';

interface RefusalDetails {
  /** EC that OSS sends beside `code`, if it is documented. */
  readonly ec?: string;
  /** Elements that only this code has. */
  readonly fields?: readonly XmlNode[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Refusal by OSS. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: RefusalDetails;

  constructor(status: number, code: string, message: string, details: RefusalDetails = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** The error document, which is the body or, for HEAD, the header `x-oss-err`. */
  toXml(requestId: string, hostId: string): string {
    const { ec, fields = [] } = this.details;
    const reference: XmlNode[] =
      ec === undefined
        ? []
        : [
            ['EC', ec],
            ['RecommendDoc', `https://api.aliyun.com/troubleshoot?q=${ec}`],
          ];
    return writeXml([
      'Error',
      [
        ['Code', this.code],
        ['Message', this.message],
        ['RequestId', requestId],
        ['HostId', hostId],
        ...fields,
        ...reference,
      ],
    ]);
  }
}

export function invalidArgument(message: string, name: string, value: string, ec?: string): Refusal {
  return new Refusal(400, 'InvalidArgument', message, {
    ...(ec === undefined ? {} : { ec }),
    fields: [
      ['ArgumentName', name],
      ['ArgumentValue', value],
    ],
  });
}

export function noSuchBucket(bucket: string): Refusal {
  return new Refusal(404, 'NoSuchBucket', 'The specified bucket does not exist.', {
    ec: '0015-00000101',
    fields: [['BucketName', bucket]],
  });
}

export function noSuchKey(key: string, headers: Readonly<Record<string, string>> = {}): Refusal {
  return new Refusal(404, 'NoSuchKey', 'The specified key does not exist.', {
    ec: '0026-00000001',
    fields: [['Key', key]],
    headers,
  });
}

export function preconditionFailed(condition: string): Refusal {
  return new Refusal(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold.', {
    fields: [['Condition', condition]],
  });
}
