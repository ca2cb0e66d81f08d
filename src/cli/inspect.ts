import { formatMessage } from '../oss/errors/errors.ts';
import { linkValidityAt, readPresignedUrl, type PresignedUrl } from '../oss/presignedUrls/presignedUrl.ts';
import { readPresignedUrls } from '../oss/presignedUrls/presignedUrlsInText.ts';
import { formatDuration } from '../text/duration.ts';
import { CliError, EXIT, shown, type CliContext } from './context.ts';

const LOCALE = 'en';
/** Time left below which it is shown in seconds instead of minutes. */
const MINUTE_SECONDS = 60;

/** Prints the content of a presigned URL, without its signature. Sends no request. */
export async function inspect(text: string | undefined, context: CliContext): Promise<number> {
  const written = text ?? Buffer.from(await context.readStandardInput()).toString('utf8');
  if (written.trim() === '') throw new CliError('inspect needs a presigned URL, as an argument or on standard input.');
  // In a text the first URL counts. If there is none, the reader of a single URL explains why.
  const link = readPresignedUrls(written)[0]?.link ?? readPresignedUrl(written);
  for (const [name, value] of rowsOf(link, context.now())) context.print(`${`${name}:`.padEnd(12)} ${shown(value)}`);
  for (const { template, args } of link.warnings) context.note(`warning: ${formatMessage(template, args)}`);
  return EXIT.ok;
}

function rowsOf(link: PresignedUrl, now: Date): readonly (readonly [name: string, value: string])[] {
  const { bucket, key = '', versionId, method, signedAt, region, additionalHeaders, query } = link;
  const rows: readonly (readonly [name: string, value: string | undefined])[] = [
    ['object', bucket === undefined ? key : `oss://${bucket}/${key}`],
    ['version', versionId],
    ['method', method],
    ['host', `${link.scheme}://${link.host}`],
    ['region', region],
    ['signed by', link.accessKeyId + (link.securityToken === undefined ? '' : ' (temporary credentials)')],
    ['signed at', signedAt?.toISOString()],
    ['expires', `${link.expiration.toISOString()} (${lifeText(link, now)})`],
    ['signature', link.signatureVersion.toUpperCase()],
    ['send', additionalHeaders.length === 0 ? undefined : additionalHeaders.join(', ')],
    ...Object.entries(query)
      .filter(([name]) => name !== 'versionId')
      .map(([name, value]) => ['parameter', value === '' ? name : `${name}=${value}`] as const),
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** State of a link's validity, e.g. `in 2 hours`, `expired`. */
export function lifeText(link: PresignedUrl, now: Date): string {
  const { state, secondsLeft } = linkValidityAt(link, now);
  if (state === 'expired') return 'expired';
  if (state === 'early') return 'not valid yet';
  const isShort = secondsLeft < MINUTE_SECONDS;
  return `in ${formatDuration(isShort ? secondsLeft : secondsLeft - (secondsLeft % MINUTE_SECONDS), LOCALE)}`;
}
