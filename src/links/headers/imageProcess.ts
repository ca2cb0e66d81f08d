import { processValue } from '../../oss/requests/getParameters.ts';

/** One operation of image processing and its parameters, e.g. `resize` and `w_200,m_fill`. */
export interface ImageOperation {
  readonly name: string;
  readonly parameters: string;
}

/** What OSS processes, by the end of the key. */
const PROCESSABLE = /\.(?:jpe?g|png|bmp|gif|webp|tiff?|heic|avif)$/i;

/** Says whether OSS can process the object as an image, as far as its key tells. */
export function isProcessableImage(key: string): boolean {
  return PROCESSABLE.test(key);
}

/** The operations of image processing such as `image/resize,w_200/format,webp`; none of other processing. */
export function imageOperations(process: string | undefined): readonly ImageOperation[] {
  if (!process?.startsWith('image/')) return [];
  return process
    .split('/')
    .slice(1)
    .filter((text) => text !== '')
    .map((text) => {
      const comma = text.indexOf(',');
      return comma < 0
        ? { name: text, parameters: '' }
        : { name: text.slice(0, comma), parameters: text.slice(comma + 1) };
    });
}

/**
 * Processing with an operation in place of the one of its name, or after the others; without parameters it is taken out.
 * `undefined` where nothing is left. Throws an `InvalidInputError` for what is no processing.
 */
export function withImageOperation(
  process: string | undefined,
  name: string,
  parameters: string | undefined,
): string | undefined {
  const present = imageOperations(process);
  const changed = { name, parameters: parameters ?? '' };
  const operations = present.some((operation) => operation.name === name)
    ? present.map((operation) => (operation.name === name ? changed : operation))
    : [...present, changed];
  const kept = parameters === undefined ? operations.filter((operation) => operation.name !== name) : operations;
  if (kept.length === 0) return undefined;
  return processValue(
    ['image', ...kept.map((operation) => [operation.name, operation.parameters].filter(Boolean).join(','))].join('/'),
  );
}

/** The parameters of a watermark: OSS takes its text in base64 that is safe in URLs. */
export function watermarkParameters(text: string): string {
  return `text_${Buffer.from(text).toString('base64url')}`;
}

/** The text of a watermark; empty where its parameters have none. */
export function watermarkText(parameters: string): string {
  const [, encoded = ''] = /(?:^|,)text_([^,]*)/.exec(parameters) ?? [];
  return Buffer.from(encoded, 'base64url').toString();
}
