import { processValue } from '../../oss/requests/getParameters.ts';

/** Operation of image processing and its parameters, e.g. `resize` and `w_200,m_fill`. */
export interface ImageOperation {
  readonly name: string;
  readonly parameters: string;
}

/** Keys of images that OSS can process. https://www.alibabacloud.com/help/en/oss/user-guide/img-implementation-modes */
const PROCESSABLE = /\.(?:jpe?g|png|bmp|gif|webp|tiff?|heic|avif)$/i;

/** True if the key has the extension of an image that OSS can process. */
export function isProcessableImage(key: string): boolean {
  return PROCESSABLE.test(key);
}

/** Operations of image processing such as `image/resize,w_200/format,webp`; none for other processing. */
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
 * Processing with an operation replaced, or added at the end; without parameters it is removed. `undefined` if no operation
 * is left. Throws an `InvalidInputError` for invalid processing.
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

/** Parameters of a watermark. OSS expects its text in URL-safe base64. */
export function watermarkParameters(text: string): string {
  return `text_${Buffer.from(text).toString('base64url')}`;
}

/** Text of a watermark; empty if its parameters contain none. */
export function watermarkText(parameters: string): string {
  const [, encoded = ''] = /(?:^|,)text_([^,]*)/.exec(parameters) ?? [];
  return Buffer.from(encoded, 'base64url').toString();
}
