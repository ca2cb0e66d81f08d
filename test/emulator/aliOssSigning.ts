import { createRequire } from 'node:module';

/** What the emulator uses of the official SDK's signing functions, which come without types. */
interface AliOssSigning {
  getCanonicalRequest(
    method: string,
    request: { headers: Readonly<Record<string, string>>; queries: Readonly<Record<string, string | null>> },
    bucket: string | undefined,
    key: string | undefined,
    additionalHeaders: readonly string[],
  ): string;
  getStringToSign(region: string, date: string, canonicalRequest: string): string;
  getSignatureV4(accessKeySecret: string, date: string, region: string, stringToSign: string): string;
  buildCanonicalString(
    method: string,
    resource: string,
    request: { headers: Readonly<Record<string, string>>; parameters: Readonly<Record<string, string>> },
    expires?: string,
  ): string;
  computeSignature(accessKeySecret: string, stringToSign: string): string;
}

const load = createRequire(import.meta.url);

export const aliOssSigning = load('ali-oss/lib/common/signUtils.js') as AliOssSigning;

/** Percent-encodes everything except RFC 3986's unreserved characters. */
export const { encodeString } = load('ali-oss/lib/common/utils/encodeString.js') as {
  readonly encodeString: (text: string) => string;
};
