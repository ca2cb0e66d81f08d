import { encode } from 'uqr';
import { InvalidInputError } from '../../oss/errors/errors.ts';

/** Capacity of the largest code with the lowest error correction. */
const MAX_BYTES = 2953;
/** Light modules around the code, which scanners need to find it. */
const QUIET_ZONE_MODULES = 4;
/** Code size up to which phones reliably scan a screen at arm's length. */
const MAX_SCANNABLE_MODULES = 97;

/** QR code with its quiet zone. */
export interface QrCode {
  /** Rows of dark (`true`) and light modules; the code is square. */
  readonly rows: readonly (readonly boolean[])[];
  /** Modules per side, without the quiet zone. */
  readonly modules: number;
  /** Some phones cannot scan it. */
  readonly isDense: boolean;
}

/** QR code of a link. Throws an `InvalidInputError` if the link is too long. */
export function createQrCode(url: string): QrCode {
  const sizeBytes = Buffer.byteLength(url);
  if (sizeBytes > MAX_BYTES) {
    const args = [sizeBytes, MAX_BYTES];
    throw new InvalidInputError('url', 'The link has {0} bytes, but a QR code can hold at most {1}.', args);
  }
  const { data } = encode(url, { ecc: 'L', border: QUIET_ZONE_MODULES });
  const modules = data.length - 2 * QUIET_ZONE_MODULES;
  return { rows: data, modules, isDense: modules > MAX_SCANNABLE_MODULES };
}

/** SVG of a code, black on white in any theme. */
export function qrSvg({ rows }: QrCode): string {
  const side = String(rows.length);
  const dark = rows.flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}h-${side}z"/><path fill="#000" d="${dark.join('')}"/></svg>`
  );
}

/** Runs of dark modules with their lengths. */
function runsOf(row: readonly boolean[]): (readonly [x: number, length: number])[] {
  const starts = row.flatMap((isDark, x) => (isDark && row[x - 1] !== true ? [x] : []));
  return starts.map((x) => [x, [...row, false].indexOf(false, x) - x]);
}
