import { posixLine, quoteForShell } from '../formats/commands/shells.ts';
import { headerLines } from '../formats/format.ts';
import type { PresignResult } from '../../oss/signing/presign.ts';
import { MIB, type MultipartLinks } from './multipartLinks.ts';

/**
 * Script for POSIX shells with dd and curl that uploads a file of exactly this size, one part at a time with at most
 * one part on disk, and completes the upload. A second run sends all parts again.
 */
export function multipartScript({ parts, complete, abort, partBytes, fileBytes }: MultipartLinks): string {
  const lines = parts.map(({ url }, index) => `part ${index + 1} ${quoteForShell(url)}`);
  return `#!/bin/sh
# Uploads a file of ${fileBytes} bytes in ${parts.length} parts: sh SCRIPT FILE
# To give up and free what was sent: sh SCRIPT --abort
# The links end ${complete.expiration.toISOString()}. Whoever has them can write this object until then.
set -eu

if [ "\${1-}" = --abort ]; then
  ${request('DELETE', abort)}
  exit
fi
file=\${1:?which file?}
bytes=$(($(wc -c < "$file")))
if [ "$bytes" -ne ${fileBytes} ]; then
  echo "The links are for a file of ${fileBytes} bytes; $file has $bytes." >&2
  exit 1
fi
chunk=$(mktemp)
trap 'rm -f "$chunk"' EXIT

part() {
  echo "part $1 of ${parts.length}" >&2
  dd if="$file" of="$chunk" bs=${MIB} skip=$((($1 - 1) * ${partBytes / MIB})) count=${partBytes / MIB} 2>/dev/null
  curl -gfsS --retry 3 -X PUT -H Content-Type: -T "$chunk" "$2" >/dev/null
}
${lines.join('\n')}
${request('POST', complete, ['--data-binary', ''])}
echo "Done." >&2
`;
}

/** Command that sends a request without the Content-Type that curl adds by default. */
function request(method: string, { url, signedHeaders }: PresignResult, further: readonly string[] = []): string {
  const headers = headerLines({ signedHeaders }).flatMap((line) => ['-H', line]);
  const words = ['curl', '-gfsS', '-X', method, '-H', 'Content-Type:', ...headers, ...further, url];
  return `${posixLine(words)} >/dev/null`;
}
