/**
 * Maximum length of a name, below the 255 bytes of file systems, so that a number and the suffix of a partial file
 * still fit.
 */
const MAX_NAME_BYTES = 230;
/** Reserved device names of Windows, with any extension and with spaces before the dot. */
const DEVICE_NAME = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)/i;

/** Characters that a system refuses or reads as a path, and those that make a name look like another one. */
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}"*/:<>?\\|]/gu;

/** File name that is valid on Windows, macOS and Linux, and looks like the original. */
export function safeFileName(name: string): string {
  const written = withoutTrailingDots(name.toWellFormed().replace(UNSAFE, '_'));
  const named = written === '' ? '_' : DEVICE_NAME.test(written) ? `_${written}` : written;
  // The cut may end at a dot or a space.
  return withoutTrailingDots(shortened(named));
}

/** Name without trailing dots and spaces, which Windows drops; this also covers `.` and `..`. */
function withoutTrailingDots(name: string): string {
  return name.replace(/[. ]+$/, (ending) => '_'.repeat(ending.length));
}

/** Name shortened before its extension. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  const [ending = ''] = /\.[^.]{1,16}$/.exec(name) ?? [];
  const room = MAX_NAME_BYTES - Buffer.byteLength(ending);
  let kept = '';
  let keptBytes = 0;
  for (const character of name) {
    keptBytes += Buffer.byteLength(character);
    if (keptBytes > room) break;
    kept += character;
  }
  return kept + ending;
}

/** File name with a number before its extension: `a.txt` becomes `a (2).txt`. */
export function numberedName(name: string, number: number): string {
  return markedName(name, String(number));
}

/** File name with a mark in brackets before its extension. */
export function markedName(name: string, mark: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)} (${mark})${name.slice(dot)}` : `${name} (${mark})`;
}
