import { keyIsFoldedByClients } from '../oss/validate.ts';

/** What a command needs of a presigned link. */
export interface SignedRequest {
  readonly url: string;
  /** What the request must send, lower-case names. */
  readonly signedHeaders: Readonly<Record<string, string>>;
}

/** A curl command for POSIX shells that downloads by a presigned GET link into a file in the current folder. */
export function curlDownload(link: SignedRequest, fileName: string): string {
  return shellLine(['curl', '-fL', ...headerArguments(link), '-o', asOperand(fileName), ...urlArguments(link.url)]);
}

/** A curl command for POSIX shells that uploads a file by a presigned PUT link, with exactly the headers that were signed. */
export function curlUpload(link: SignedRequest, filePath: string): string {
  // Curl sends no type with -T, but a user's .curlrc or --data-binary would; OSS refuses a type that was not signed.
  const noContentType = 'content-type' in link.signedHeaders ? [] : ['-H', 'Content-Type:'];
  // To a URL that ends in a slash, -T appends the name of the file.
  const file = asOperand(filePath);
  const body = pathOf(link.url).endsWith('/') ? ['--data-binary', `@${file}`] : ['-T', file];
  const headers = [...headerArguments(link), ...noContentType];
  return shellLine(['curl', '-f', '-X', 'PUT', ...headers, ...body, ...urlArguments(link.url)]);
}

function headerArguments({ signedHeaders }: SignedRequest): string[] {
  return Object.entries(signedHeaders)
    .filter(([name]) => name !== 'host') // Curl sends the URL's own, which is the one that was signed.
    .flatMap(([name, value]) => ['-H', value === '' ? `${name};` : `${name}: ${value}`]); // `name:` would remove it
}

/** The URL as it is: no globs, neither in it nor in file names, and no folding of dot segments. */
function urlArguments(url: string): string[] {
  return ['-g', ...(keyIsFoldedByClients(pathOf(url)) ? ['--path-as-is'] : []), url];
}

function pathOf(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

/** A path that curl takes for a file: `-` alone is standard input or output, and so is `.` for uploads. */
function asOperand(path: string): string {
  return path.startsWith('-') || path === '.' ? `./${path}` : path;
}

function shellLine(words: readonly string[]): string {
  return words.map(quoteForShell).join(' ');
}

/** Quotes one word for POSIX shells, so that the shell hands it on unchanged; plain words stay as they are. */
export function quoteForShell(word: string): string {
  return /^[\w./:@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
