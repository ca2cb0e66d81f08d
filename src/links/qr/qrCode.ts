import { encode } from 'uqr';
import { InvalidInputError } from '../../oss/errors/errors.ts';

/** What the largest code holds at the lowest error correction. */
const MAX_BYTES = 2953;
/** Light modules around the code, without which scanners do not find it. */
const QUIET_ZONE_MODULES = 4;
/** Beyond this, phones that look at a screen from arm's length begin to miss modules. */
const MAX_SCANNABLE_MODULES = 97;

/** A QR code with its quiet zone. */
export interface QrCode {
  /** Rows of dark (`true`) and light modules, as many as each row has. */
  readonly rows: readonly (readonly boolean[])[];
  /** Modules of a side, without the quiet zone. */
  readonly modules: number;
  /** Too many modules for some phones. */
  readonly isDense: boolean;
}

/** Makes the QR code of a link. Throws an `InvalidInputError` where none can hold it. */
export function createQrCode(url: string): QrCode {
  const sizeBytes = Buffer.byteLength(url);
  if (sizeBytes > MAX_BYTES) {
    const args = [sizeBytes, MAX_BYTES];
    throw new InvalidInputError('url', 'The link has {0} bytes, and a QR code holds at most {1}.', args);
  }
  const { data } = encode(url, { ecc: 'L', border: QUIET_ZONE_MODULES });
  const modules = data.length - 2 * QUIET_ZONE_MODULES;
  return { rows: data, modules, isDense: modules > MAX_SCANNABLE_MODULES };
}

/** Draws a code as SVG, black on white in any theme. */
export function qrSvg({ rows }: QrCode): string {
  const side = String(rows.length);
  const dark = rows.flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}h-${side}z"/><path fill="#000" d="${dark.join('')}"/></svg>`
  );
}

/** Where dark modules follow each other, and how many. */
function runsOf(row: readonly boolean[]): (readonly [x: number, length: number])[] {
  const starts = row.flatMap((isDark, x) => (isDark && row[x - 1] !== true ? [x] : []));
  return starts.map((x) => [x, [...row, false].indexOf(false, x) - x]);
}
