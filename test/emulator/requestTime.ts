import { invalidArgument, Refusal } from './refusal.ts';

/** Maximum skew of a client's clock. */
const maxSkewMs = 15 * 60 * 1000;

/** Reads `20231216T162057Z` or an HTTP date; anything else is an InvalidArgument. */
export function requestedTime(text: string): Date {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) {
    throw invalidArgument('The date of the request is missing or malformed.', 'Date', text);
  }
  return time;
}

/** Refuses a request signed in its headers more than 15 minutes before or after `now`. */
export function checkSkew(signedAt: Date, now: Date): void {
  if (Math.abs(signedAt.getTime() - now.getTime()) > maxSkewMs) {
    throw new Refusal(
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      {
        ec: '0002-00000504',
        fields: [
          ['MaxAllowedSkewMilliseconds', maxSkewMs],
          ['RequestTime', signedAt.toISOString()],
          ['ServerTime', now.toISOString()],
        ],
      },
    );
  }
}

/** Refuses a link whose signing time lies more than 15 minutes ahead of `now`. */
export function checkNotFuture(signedAt: Date, now: Date): void {
  if (signedAt.getTime() - now.getTime() > maxSkewMs) {
    throw new Refusal(403, 'AccessDenied', 'Request is not valid yet.', {
      fields: [
        ['RequestTime', signedAt.toISOString()],
        ['ServerTime', now.toISOString()],
      ],
    });
  }
}

/** Refuses a link after its expiry. */
export function checkNotExpired(expiration: Date, now: Date, ec: string): void {
  if (now.getTime() > expiration.getTime()) {
    throw new Refusal(403, 'AccessDenied', 'Request has expired.', {
      ec,
      fields: [
        ['Expires', expiration.toISOString()],
        ['ServerTime', now.toISOString()],
      ],
    });
  }
}
